// Segments the active image, or one that it opens first, and leaves both the scan and the file of labels.
//
// In Fiji or ImageJ: with a CT open (from Open CT..., or from File>Import>Image Sequence of a DICOM
// folder), Plugins>Macros>Run... and this file.
// Without a display:
//   fiji --headless -macro Segment_Active_Image.ijm "input=[/data/dicom folder] output=[/out/labels.nii.gz]"
//
// Without input=..., "Segment CT..." takes the active image. Its values have to be HU, and it has to
// know where left and right are: Holoseg's own images and DICOM files that ImageJ opened do; for
// others say it with orientation=LPS (x to the left, y to the back, z to the head).

options = getArgument();
if (options != "") {
    run("Open CT...", "input=[" + valueOf("input", options) + "]");
    output = valueOf("output", options);
} else {
    if (nImages == 0) run("Open CT...");
    output = getDirectory("Folder for the labels") + "holoseg_labels.nii.gz";
}
title = getTitle();
run("Segment CT...", "output=[" + output + "]");
print("Segment_Active_Image: done " + title);

// The text in [brackets] behind a key.
function valueOf(key, options) {
    from = indexOf(options, key + "=[");
    if (from < 0) exit("Segment_Active_Image: the argument needs " + key + "=[...]");
    from = from + lengthOf(key) + 2;
    return substring(options, from, indexOf(options, "]", from));
}
