package io.selfscale.adapter.simulation;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.PrintStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house that can be read off the classes. */
class ArchitectureTest {

    private static final String ROOT = "io.selfscale.adapter.simulation";

    /** What a run is made of: the same arguments give the same run, to the last bit and on every machine. */
    private static final String[] CORE = {
        ROOT + ".demand..", ROOT + ".service..", ROOT + ".world..", ROOT + ".control..",
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void thereIsSomethingToCheck() {
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName))
                .contains("World", "EngineController", "Demand", "PoolModel")
                .doesNotContain("ArchitectureTest");
        for (String core : CORE) {
            assertThat(CLASSES.stream().filter(resideInAPackage(core))).as(core).isNotEmpty();
        }
    }

    @Test
    void theSimulationKnowsTheEngineAndNoOtherAdapter() {
        DescribedPredicate<JavaClass> ours = resideInAPackage("io.selfscale..")
                .and(DescribedPredicate.not(resideInAPackage(ROOT + ".."))
                        .and(DescribedPredicate.not(resideInAPackage("io.selfscale.engine..")))
                        .and(DescribedPredicate.not(resideInAPackage("io.selfscale.policy.."))));
        noClasses().should().dependOnClassesThat(ours).check(CLASSES);
    }

    @Test
    void theCoreNeedsNothingButTheEngine() {
        classes()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".demand..",
                        ROOT + ".service..",
                        ROOT + ".world..",
                        ROOT + ".control..",
                        "io.selfscale.engine..",
                        "io.selfscale.policy..",
                        "java.lang..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    /** The world and what controls it know one another: one calls, the other sees. They are one room with two doors. */
    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass item) {
                        String inner = item.getPackageName().startsWith(ROOT + ".")
                                ? item.getPackageName().substring(ROOT.length() + 1)
                                : "";
                        return inner.isEmpty()
                                ? SliceIdentifier.ignore()
                                : SliceIdentifier.of(inner.equals("control") ? "world" : inner);
                    }

                    @Override
                    public String getDescription() {
                        return "packages, world and control as one";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void nobodyTakesTimeOrChanceFromTheAir() {
        noClasses()
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
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .check(CLASSES);
    }

    /** What java.lang.Math approximates may differ in the last bit from one machine to the next; StrictMath does not. */
    @Test
    void theCoreComputesTheSameOnEveryMachine() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethodWhere(
                        target(owner(DescribedPredicate.describe(
                                        "java.lang.Math",
                                        owner -> owner.getName().equals("java.lang.Math"))))
                                .and(
                                        target(
                                                nameMatching(
                                                        "sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|exp|expm1|log|log10|log1p|pow|cbrt|hypot"))))
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
