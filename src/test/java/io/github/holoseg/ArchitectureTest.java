package io.github.holoseg;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the layers of docs/architecture.md: a break fails the build. */
class ArchitectureTest {
  private static final String ROOT = "io.github.holoseg";

  /** Who may use whom among our own packages, beside itself. A package not named here fails. */
  private static final String[][] MAY_USE = {
    {"volume"},
    {"task"},
    {"grid", "volume"},
    {"io", "volume", "task", "grid"},
    {"model", "volume", "task", "grid"},
    {"preprocess", "volume", "task", "grid", "model"},
    {"inference", "volume", "task", "grid", "model"},
    {"postprocess", "volume", "task", "grid", "model"},
    {"measure", "volume", "task"},
    {"render", "volume", "task"},
    {"annotation", "volume", "task", "measure"},
    {"viewer", "volume", "task", "measure", "render", "annotation"},
    {
      "pipeline",
      "volume",
      "task",
      "grid",
      "model",
      "preprocess",
      "inference",
      "postprocess",
      "measure"
    },
    {
      "batch", "volume", "task", "grid", "io", "model", "inference", "pipeline", "measure", "render"
    },
    {
      "workbench",
      "volume",
      "task",
      "grid",
      "io",
      "model",
      "inference",
      "pipeline",
      "measure",
      "render",
      "batch",
      "annotation",
      "viewer"
    },
    {
      "commands",
      "volume",
      "task",
      "io",
      "model",
      "inference",
      "pipeline",
      "measure",
      "render",
      "batch",
      "annotation",
      "viewer",
      "workbench"
    },
    {
      "cli",
      "volume",
      "task",
      "io",
      "model",
      "inference",
      "pipeline",
      "measure",
      "render",
      "batch",
      "annotation",
      "viewer",
      "workbench"
    },
  };

  private static JavaClasses ours;

  @BeforeAll
  static void importClasses() {
    ours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
  }

  @TestFactory
  List<DynamicTest> packagesUseOnlyTheLayersBelowThem() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String[] row : MAY_USE) {
      String[] allowed =
          Arrays.stream(row).map(name -> ROOT + "." + name + "..").toArray(String[]::new);
      tests.add(
          DynamicTest.dynamicTest(
              row[0],
              () ->
                  noClasses()
                      .that()
                      .resideInAPackage(allowed[0])
                      .should()
                      .dependOnClassesThat(
                          resideInAPackage(ROOT + "..")
                              .and(DescribedPredicate.not(resideInAnyPackage(allowed))))
                      .allowEmptyShould(true)
                      .check(ours)));
    }
    return tests;
  }

  @Test
  void everyPackageIsInTheTable() {
    String[] known =
        Arrays.stream(MAY_USE).map(row -> ROOT + "." + row[0] + "..").toArray(String[]::new);
    classes().should().resideInAnyPackage(known).check(ours);
  }

  @Test
  void noCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(ours);
  }

  @Test
  void toolkitsStayInTheirPlaces() {
    onlyIn(
        "java.awt and javax.swing",
        new String[] {"viewer", "workbench", "commands"},
        "java.awt..",
        "javax.swing..",
        "javax.imageio..");
    onlyIn(
        "ImageJ and SciJava", new String[] {"commands"}, "ij..", "org.scijava..", "net.imagej..");
    onlyIn("ONNX Runtime", new String[] {"inference.ort"}, "ai.onnxruntime..");
    onlyIn(
        "ONNX's protobuf classes",
        new String[] {"model.onnx"},
        "ai.onnx..",
        "com.google.protobuf..");
    onlyIn("Bio-Formats and OME", new String[] {"io"}, "loci..", "ome..");
    onlyIn("picocli and progressbar", new String[] {"cli"}, "picocli..", "me.tongfei..");
    onlyIn(
        "Jackson",
        new String[] {
          "model", "batch", "io", "cli", "commands", "annotation", "viewer", "workbench"
        },
        "com.fasterxml..");
  }

  /** What reads files of strangers stays small enough to be checked. */
  @Test
  void checkpointsAreReadWithTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".model.torch..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            ROOT + ".model",
            ROOT + ".model.torch..",
            ROOT + ".volume..",
            ROOT + ".task..",
            ROOT + ".grid..")
        .check(ours);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".model.torch..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..", "javax.script..")
                .or(JavaClass.Predicates.assignableTo(ClassLoader.class))
                .or(JavaClass.Predicates.assignableTo(java.io.ObjectInputStream.class)))
        .check(ours);
  }

  /** Numbers in files have the digits 0 to 9 and a point, wherever the user lives. */
  @Test
  void textIsFormattedWithoutTheUsersLocale() {
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .check(ours);
  }

  private static void onlyIn(String what, String[] homes, String... foreign) {
    DescribedPredicate<JavaClass> toolkit = resideInAnyPackage(foreign).as(what);
    noClasses()
        .that()
        .resideOutsideOfPackages(
            Arrays.stream(homes).map(h -> ROOT + "." + h + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat(toolkit)
        .check(ours);
  }
}
