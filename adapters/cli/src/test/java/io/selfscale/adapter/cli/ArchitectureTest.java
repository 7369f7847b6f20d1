package io.selfscale.adapter.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "io.selfscale.adapter.cli";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

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
    void onlyCompositionRootsTakeTheSystemClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".inference.GenerateCommand")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".demo.DemoCommand")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".backtest.BacktestCommand")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".tune.TuneCommand")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".demo.worker.WorkerMain")
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
    void workersStayLight() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".demo.worker..", ROOT + ".demo.photo..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty..", "picocli..", "tools.jackson..", "org.jline..")
                .check(CLASSES);
    }

    @Test
    void theWorkingPartsKnowNothingOfTheCommand() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".demo.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, ROOT + ".demo")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".demo.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("io.selfscale.adapter.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(org.jspecify.annotations.NullMarked.class)
                .check(CLASSES);
    }
}
