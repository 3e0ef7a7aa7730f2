// Segments every scan in a folder and its sub-folders: image files, and folders of DICOM files.
//
// In Fiji or ImageJ: Plugins>Macros>Run... and this file; it asks for
// the folders. Without a display:
//   fiji --headless -macro Segment_Folder.ijm "input=[/data/all scans] output=[/out/all labels]"
//
// In the output folder: <scan>_labels.nii.gz and its report for each scan, cases.csv with what
// became of each, failures.csv (only if something failed) and volumes.csv. A scan that fails does
// not stop the others; at the end the macro stops with a line that counts the failures.

options = getArgument();
if (options == "") {
    input = getDirectory("Folder with CT scans");
    output = getDirectory("Folder for the results");
    options = "input=[" + input + "] output=[" + output + "]";
}
run("Segment Folder...", options);
print("Segment_Folder: done");
