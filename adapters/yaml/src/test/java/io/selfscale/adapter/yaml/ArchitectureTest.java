package io.selfscale.adapter.yaml;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "io.selfscale.adapter.yaml";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packagesHaveNoCycles() {
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName)).contains("PolicyReader", "YamlText");
        slices().matching("io.selfscale.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theParserIsKnownWhereTextIsReadAndWrittenAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".tree..")
                .and()
                .doNotHaveSimpleName("PolicyWriter")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .check(CLASSES);
    }

    @Test
    void objectsAreNeverMadeOfText() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.snakeyaml.engine.v2.constructor..", "org.snakeyaml.engine.v2.composer..")
                .check(CLASSES);
    }

    @Test
    void nothingIsPrinted() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(PrintStream.class)
                .check(CLASSES);
    }
}
