package io.github.holoseg.model.torch;

import java.util.List;
import java.util.Set;

/** Finds the one top folder of a checkpoint's archive; its name is the file's stem when saved. */
final class ArchiveFolder {
  private static final String PICKLE = "/data.pkl";

  private ArchiveFolder() {}

  /**
   * @return the folder with its slash
   */
  static String find(StoredZip zip) throws Refusal {
    Set<String> names = zip.records().keySet();
    List<String> pickles =
        names.stream()
            .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.lastIndexOf('/'))
            .toList();
    for (String name : names) {
      refuseScript(name);
    }
    if (pickles.isEmpty()) {
      throw new Refusal(
          "is a zip archive without a data.pkl in its top folder, so it is no PyTorch checkpoint");
    }
    if (pickles.size() > 1) {
      throw new Refusal(
          "holds several checkpoints: "
              + Quoted.of(pickles.get(0))
              + " and "
              + Quoted.of(pickles.get(1)));
    }
    String pickle = pickles.get(0);
    return pickle.substring(0, pickle.length() - PICKLE.length() + 1);
  }

  /** TorchScript has programs and constants in the same folder, partly compressed. */
  static void refuseScript(String name) throws Refusal {
    String inside = name.substring(name.indexOf('/') + 1);
    if (inside.equals("constants.pkl") || inside.startsWith("code/")) {
      throw new Refusal(
          "is a TorchScript program, not a checkpoint of weights; load it in Python with"
              + " torch.jit.load and save its state_dict with torch.save");
    }
  }
}
