package io.selfscale.inference;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house that can be read off the classes. */
class ArchitectureTest {

    private static final String ROOT = "io.selfscale.inference";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void thereIsSomethingToCheck() {
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName))
                .contains("Checkpoint", "Graphs", "OnnxRuntime", "ImageDecoder", "PromptEncoder", "VisionLanguageModel")
                .doesNotContain("ArchitectureTest");
    }

    @Test
    void roomsKnowOneAnotherInOneDirectionOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("checkpoint")
                .definedBy(ROOT + ".checkpoint..")
                .layer("image")
                .definedBy(ROOT + ".image..")
                .layer("prompt")
                .definedBy(ROOT + ".prompt..")
                .layer("runtime")
                .definedBy(ROOT + ".runtime..")
                .layer("graph")
                .definedBy(ROOT + ".graph..")
                .layer("generate")
                .definedBy(ROOT + ".generate..")
                .whereLayer("checkpoint")
                .mayNotAccessAnyLayer()
                .whereLayer("runtime")
                .mayNotAccessAnyLayer()
                .whereLayer("image")
                .mayOnlyAccessLayers("checkpoint")
                .whereLayer("prompt")
                .mayOnlyAccessLayers("checkpoint", "image")
                .whereLayer("graph")
                .mayOnlyAccessLayers("checkpoint", "image")
                .whereLayer("generate")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void ofThePoliciesOnlyTheInterfacesAreKnown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.selfscale.engine..", "io.selfscale.adapter..")
                .check(CLASSES);
    }

    @Test
    void nativeCallsAreMadeInOneRoomOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(CLASSES);
    }

    @Test
    void nobodyTakesTimeFromTheAir() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time")))))
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }

    @Test
    void nothingLeavesTheMachine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "java.nio.channels.spi..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.HttpURLConnection")
                .check(CLASSES);
    }

    @Test
    void nothingIsPrinted() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(PrintStream.class)
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
                .allMatch(item -> item.isAnnotatedWith(NullMarked.class));
    }
}
