// Segments one CT scan and measures what was found.
//
// In Fiji or ImageJ: Plugins>Macros>Run... and this file; it asks for files.
// Without a display:
//   fiji --headless -macro Segment_One.ijm "input=[/data/my ct/scan.nii.gz] output=[/out/labels.nii.gz]"
//
// The argument is the option string of "Segment CT...": input and output are needed; model, device
// (auto, cpu, cuda), threads, labels, series, reader, report and force may be given. A value with
// spaces stands in [brackets]. On failure the macro stops, one line in the log says why, and the
// report beside the output says "failed".

options = getArgument();
if (options == "") {
    input = File.openDialog("A CT scan (or one file of a DICOM series)");
    if (endsWith(toLowerCase(input), ".dcm")) input = File.getParent(input);
    output = File.getParent(input) + File.separator + "holoseg_labels.nii.gz";
    options = "input=[" + input + "] output=[" + output + "]";
}
run("Segment CT...", options);
print("Segment_One: done");
