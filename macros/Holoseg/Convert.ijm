// Writes a scan in another file format, for example a DICOM folder as NIfTI; values are HU.
//
// In Fiji or ImageJ: Plugins>Macros>Run... and this file; it asks for files.
// Without a display:
//   fiji --headless -macro Convert.ijm "input=[/data/dicom folder] output=[/out/scan.nii.gz]"
//
// This macro uses call(...), which gives back "ok ..." or "error ..." and works in every ImageJ,
// also without a display and without Fiji.

options = getArgument();
if (options == "") {
    input = getDirectory("Folder of a DICOM series");
    output = File.getParent(input) + File.separator + "converted.nii.gz";
    options = "input=[" + input + "] output=[" + output + "]";
}
answer = call("io.github.holoseg.commands.Macros.run", "convert", options);
print("Convert: " + answer);
if (!startsWith(answer, "ok")) exit("Convert: " + answer);
