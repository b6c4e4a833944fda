package rapport;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModularityTests {

    static final ApplicationModules MODULES = ApplicationModules.of(Rapport.class);
    static final JavaClasses EVERYTHING = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("rapport", "gg.jte.generated");

    @Test
    void modulesDependOnlyOnWhatTheyDeclare() {
        MODULES.verify();
    }

    @Test
    void aModulesTemplatesUseOnlyItsOwnPartsAndTheShell() {
        var templates = "gg.jte.generated.precompiled.";
        MODULES.forEach(module -> {
            var name = module.getIdentifier().toString();
            classes().that().resideInAPackage(templates + name + "..")
                    .should().onlyDependOnClassesThat(resideInAnyPackage("java..", "gg.jte.runtime..", "gg.jte.html..",
                            "gg.jte", "gg.jte.support..", templates + "web..", templates + name + "..", "rapport.kernel..", "rapport.web..",
                            "rapport." + name + ".."))
                    .allowEmptyShould(true)
                    .check(EVERYTHING);
        });
        var modules = MODULES.stream().map(it -> templates + it.getIdentifier() + "..").toArray(String[]::new);
        classes().that().resideInAPackage("gg.jte.generated..").should().resideInAnyPackage(modules).check(EVERYTHING);
    }

    @Test
    void writesModuleDocumentation() {
        new Documenter(MODULES).writeModulesAsPlantUml().writeIndividualModulesAsPlantUml();
    }
}
