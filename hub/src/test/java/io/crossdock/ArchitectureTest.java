package io.crossdock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.crossdock.testing.GeneratedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Repository;

/** The rules of the house. When one is in the way, change the design or the rule in the open. */
class ArchitectureTest {

    private static final int LINES_MAX = 450;
    private static final int COLUMNS_MAX = 125;
    private static final int COLLABORATORS_MAX = 5;
    private static final ApplicationModules MODULES = ApplicationModules.of(Crossdock.class);
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // Tests of connectors have the example estate on their class path; it is no part of the hub.
            .withImportOption(location -> !location.contains("/io/crossdock/estate/")).importPackages("io.crossdock");

    @Test
    void modulesUseOnlyWhatTheyDeclare() {
        MODULES.verify();
    }

    @Test
    void theMapOfModulesIsThatOfTheCode() {
        StringBuilder page = new StringBuilder("""
                # Modules

                Generated from the declarations in `package-info.java`.

                | shelf | module | may use |
                |---|---|---|
                """);
        MODULES.stream().sorted(Comparator.comparing(module -> module.getBasePackage().getName())).forEach(module -> {
            String path = module.getBasePackage().getName().substring("io.crossdock.".length());
            String uses = module.getDirectDependencies(MODULES).uniqueModules()
                    .map(used -> used.getIdentifier().toString()).sorted().collect(Collectors.joining(", "));
            page.append("| ").append(path.contains(".") ? path.substring(0, path.indexOf('.')) : "–").append(" | ")
                    .append(module.getIdentifier()).append(" | ").append(uses).append(" |\n");
        });
        new GeneratedPage("modules.md").mustRead(page.toString());
    }

    @Test
    void everyClassBelongsToAModule() {
        List<String> homeless = CLASSES.stream().filter(type -> type.getPackageName().matches(
                        "io\\.crossdock\\.(experience|process|system|platform|canonical).*"))
                .filter(type -> MODULES.stream().noneMatch(module -> type.getPackageName()
                        .startsWith(module.getBasePackage().getName())))
                .map(JavaClass::getName).toList();

        assertThat(homeless).isEmpty();
    }

    @Test
    void importsPointDownTheShelves() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("experience").definedBy("io.crossdock.experience..")
                .layer("process").definedBy("io.crossdock.process..")
                .layer("system").definedBy("io.crossdock.system..")
                .layer("platform").definedBy("io.crossdock.platform..")
                .layer("canonical").definedBy("io.crossdock.canonical..")
                .whereLayer("experience").mayNotBeAccessedByAnyLayer()
                .whereLayer("process").mayOnlyBeAccessedByLayers("experience")
                .whereLayer("system").mayOnlyBeAccessedByLayers("experience", "process")
                .whereLayer("platform").mayOnlyBeAccessedByLayers("experience", "process", "system")
                .check(CLASSES);
    }

    @Test
    void theNounsKnowNothingButJava() {
        classes().that().resideInAPackage("io.crossdock.canonical..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.crossdock.canonical..",
                        "org.springframework.modulith..").check(CLASSES);
    }

    @Test
    void onlyStoresSpeakSql() {
        noClasses().that().haveSimpleNameNotEndingWith("Store").and().haveSimpleNameNotEndingWith("Keys")
                .should().dependOnClassesThat().areAssignableTo(JdbcClient.class).check(CLASSES);
        classes().that().areAnnotatedWith(Repository.class).should().haveSimpleNameEndingWith("Store")
                .andShould().notBePublic().check(CLASSES);
    }

    @Test
    void networkClientsLiveInConnectorsAndTransports() {
        noClasses().that().resideOutsideOfPackages("io.crossdock.system.connectors..", "io.crossdock.experience.edi..")
                .should().dependOnClassesThat().resideInAPackage("java.net.http..").check(CLASSES);
    }

    @Test
    void namesSayTheRole() {
        noClasses().should().haveSimpleNameEndingWith("Util").orShould().haveSimpleNameEndingWith("Utils")
                .orShould().haveSimpleNameEndingWith("Helper").orShould().haveSimpleNameEndingWith("Impl")
                .orShould().haveSimpleNameEndingWith("Manager").check(CLASSES);
    }

    @Test
    void timeComesFromTheClock() {
        DescribedPredicate<JavaClass> elsewhere = DescribedPredicate.describe("outside the clock's own configuration",
                type -> !type.getSimpleName().equals("ClockConfiguration"));
        noClasses().that(elsewhere).should().callMethod(java.time.Instant.class, "now")
                .orShould().callMethod(java.time.LocalDate.class, "now")
                .orShould().callMethod(java.time.LocalDateTime.class, "now")
                .orShould().callMethod(Clock.class, "systemUTC")
                .orShould().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    }

    @Test
    void nobodyHasMoreThanFiveCollaborators() {
        List<String> crowded = CLASSES.stream().filter(type -> !type.isRecord())
                .filter(type -> type.isAnnotatedWith("org.springframework.stereotype.Component")
                        || type.isMetaAnnotatedWith("org.springframework.stereotype.Component"))
                .flatMap(type -> type.getConstructors().stream())
                .filter(constructor -> constructor.getRawParameterTypes().size() > COLLABORATORS_MAX)
                .map(constructor -> constructor.getFullName()).toList();

        assertThat(crowded).isEmpty();
    }

    @Test
    void filesFitAHead() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> long_ = files.filter(file -> file.toString().endsWith(".java")).flatMap(ArchitectureTest::excess)
                    .toList();

            assertThat(long_).isEmpty();
        }
    }

    private static Stream<String> excess(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            Stream<String> wide = Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                    .filter(i -> lines.get(i).length() > COLUMNS_MAX && !lines.get(i).startsWith("import ")).map(i -> file + ":" + (i + 1) + " is too wide");
            return lines.size() > LINES_MAX ? Stream.concat(Stream.of(file + " is too long"), wide) : wide;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
