// Installs a model from a folder, a zip archive, an .onnx file or an http(s) address, shows what it is
// and, if it carries golden values, checks that this machine gives the same results.
//
// In Fiji or ImageJ: Plugins>Macros>Run... and this file; it asks for a folder.
// Without a display:
//   fiji --headless -macro Add_Model.ijm "source=[/data/Dataset003_Liver.zip] id=liver"
//
// This macro uses call(...), which gives back "ok ..." or "error ..." and works in every ImageJ,
// also without a display and without Fiji.

options = getArgument();
if (options == "") {
    options = "source=[" + getDirectory("Folder of a model") + "]";
}
answer = call("io.github.holoseg.commands.Macros.run", "models add", options);
print("Add_Model: " + answer);
if (!startsWith(answer, "ok")) exit("Add_Model: " + answer);
id = substring(answer, lengthOf("ok installed "));
id = substring(id, 0, indexOf(id, " "));
print(call("io.github.holoseg.commands.Macros.run", "models show", "model=[" + id + "]"));
print("Verified: " + call("io.github.holoseg.commands.Macros.run", "models verify", "model=[" + id + "]"));
print("Add_Model: done");
