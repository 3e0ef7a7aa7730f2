package io.github.holoseg.cli;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Certificate;
import io.github.holoseg.batch.ModelFacts;
import io.github.holoseg.batch.ModelTasks;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.VerifyTask;
import io.github.holoseg.model.InstalledModel;
import io.github.holoseg.model.install.Origin;
import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What stands behind {@code models}. */
final class ModelVerbs {
  private ModelVerbs() {}

  static List<Verb> all() {
    return List.of(
        new ModelsVerb("list", List.of()),
        new OperationVerb(Operation.ADD_MODEL, ModelVerbs::add),
        new OperationVerb(Operation.REMOVE_MODEL, ModelVerbs::remove),
        new OperationVerb(Operation.SHOW_MODEL, ModelVerbs::show),
        new OperationVerb(Operation.VERIFY_MODEL, ModelVerbs::verify));
  }

  /** What {@code models add --json} prints. */
  record AddedJson(String status, String id, String version, String folder, Origin origin) {}

  private static Answer add(Arguments arguments, Console console, CancellationToken cancel)
      throws IOException {
    InstalledModel model = ModelTasks.standard().add(arguments, console, cancel);
    String text = ModelTasks.added(model);
    return Answer.done(
        Character.toUpperCase(text.charAt(0)) + text.substring(1),
        new AddedJson(
            "done",
            model.id(),
            model.spec().version(),
            model.folder().toString(),
            Origin.of(model.folder()).orElse(null)));
  }

  /** What {@code models remove --json} prints. */
  record RemovedJson(String status, String folder) {}

  private static Answer remove(Arguments arguments, Console console, CancellationToken cancel)
      throws IOException {
    Path folder = ModelTasks.standard().remove(arguments);
    return Answer.done("Removed " + folder, new RemovedJson("done", folder.toString()));
  }

  private static Answer show(Arguments arguments, Console console, CancellationToken cancel)
      throws IOException {
    ModelFacts facts = ModelTasks.standard().show(arguments, console, cancel);
    return Answer.done(facts.toText(), facts);
  }

  private static Answer verify(Arguments arguments, Console console, CancellationToken cancel)
      throws IOException {
    Certificate certificate = VerifyTask.run(arguments, console, cancel);
    return new Answer(
        certificate.toText(), certificate, certificate.isVerified() ? Main.DONE : Main.FAILED);
  }
}
