package io.selfscale.engine;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house that can be read off the classes. */
class ArchitectureTest {

    private static final String ROOT = "io.selfscale.engine";

    /** What DECIDE is made of: pure, without time, threads or files. */
    private static final String[] CORE = {
        ROOT + ".arithmetic..",
        ROOT + ".window..",
        ROOT + ".state..",
        ROOT + ".spec..",
        ROOT + ".decide..",
        ROOT + ".policy..",
        ROOT + ".hpa..",
        ROOT + ".keda..",
        ROOT + ".kpa..",
        ROOT + ".codec..",
        ROOT + ".queueing..",
        ROOT + ".schedule..",
        ROOT + ".forecast..",
        ROOT + ".expression..",
        ROOT + ".explain..",
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void thereIsSomethingToCheck() {
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName))
                .contains("Decider", "ControlLoop", "Rounding", "Autoscaler")
                .doesNotContain("ArchitectureTest");
        for (String core : CORE) {
            assertThat(CLASSES.stream().filter(resideInAPackage(core))).as(core).isNotEmpty();
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.selfscale.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theCoreDoesNotKnowItsShell() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, ROOT + ".loop..", ROOT + ".journal..", ROOT + ".feed..")
                .check(CLASSES);
    }

    @Test
    void theCoreTakesNoTimeAndNoChanceFromTheAir() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time")))))
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.random..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .check(CLASSES);
    }

    @Test
    void theCoreHasNoThreads() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .check(CLASSES);
    }

    /** A buffer in memory, as java.nio has them, is no input or output; channels and files are. */
    @Test
    void theCoreDoesNoInputOrOutputAndWritesNoLog() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.channels..", "java.nio.file..", "java.net..", "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void nobodyTakesTheTimeFromTheAir() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time")))))
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }

    @Test
    void onlyTheBuilderTakesTheSystemClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".AutoscalerBuilder")
                .should()
                .callMethodWhere(target(name("systemUTC")).or(target(name("systemDefaultZone"))))
                .orShould()
                .callMethodWhere(target(name("system")).and(target(owner(resideInAPackage("io.selfscale.policy.spi")))))
                .check(CLASSES);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(target(name("sleep"))
                        .and(target(owner(resideInAPackage("java.lang")))
                                .or(target(owner(resideInAPackage(TimeUnit.class.getPackageName()))))))
                .check(CLASSES);
    }

    @Test
    void nobodyWritesToTheConsole() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(PrintStream.class)
                .orShould()
                .callMethodWhere(target(name("printStackTrace")))
                .check(CLASSES);
    }

    @Test
    void theEngineKnowsNoAdapter() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.selfscale.adapter..", "io.selfscale.testkit..", "io.selfscale.inference..")
                .check(CLASSES);
    }

    @Test
    void theEngineNeedsNothingButThePolicyApiAndALog() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "..", "io.selfscale.policy..", "java..", "org.slf4j..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
                .allMatch(item -> item.isAnnotatedWith(NullMarked.class));
    }
}
