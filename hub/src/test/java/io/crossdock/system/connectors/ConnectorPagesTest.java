package io.crossdock.system.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.testing.GeneratedPage;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** The matrix of roles and connectors, and a page for each connector, from what their code says. */
class ConnectorPagesTest {

    private static final Path PROVED = Path.of("src/main/resources/connectors/proved.txt");

    /** @param promise of deeds; empty for declared connectors, whose files say it */
    private record Statement(String connector, String role, boolean deed, Optional<String> promise, List<String> proofs) {

        /** What is named otherwise runs only where there is a real system. */
        boolean provedAtEveryBuild() {
            return proofs.stream().anyMatch(each -> each.endsWith("Test"));
        }

        String proofsInWords() {
            return proofs.isEmpty() ? "–" : proofs.stream().map(each -> each.endsWith("Test") ? each
                    : each + " (with a real one)").collect(Collectors.joining(", "));
        }
    }

    @Test
    void thePagesOfConnectorsAreThoseOfTheCode(@TempDir Path directory) throws IOException {
        List<Statement> statements = statements(directory);
        Set<String> roles = statements.stream().map(Statement::role).collect(Collectors.toCollection(TreeSet::new));
        Map<String, List<Statement>> connectors = statements.stream()
                .collect(Collectors.groupingBy(Statement::connector, TreeMap::new, Collectors.toList()));

        assertThat(roles).allSatisfy(role -> assertThat(RoleWords.of(role)).as("words for " + role).isNotEqualTo(role));
        proved(statements);
        new GeneratedPage("connectors.md").mustRead(matrix(roles, connectors));
        connectors.forEach((connector, all) -> new GeneratedPage("connectors/" + connector + ".md")
                .mustRead(page(connector, all)));
        try (Stream<Path> pages = Files.list(Path.of("..", "docs", "reference", "connectors"))) {
            assertThat(pages.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(connectors.keySet().stream().map(each -> each + ".md").toList());
        }
    }

    private static void proved(List<Statement> statements) throws IOException {
        String text = statements.stream().filter(Statement::provedAtEveryBuild)
                .map(each -> each.connector() + " " + each.role()).distinct().sorted()
                .collect(Collectors.joining("\n", "# connector and role whose promise the contract kit proves; generated\n", "\n"));
        if ("write".equals(System.getProperty("docs"))) {
            Files.createDirectories(PROVED.getParent());
            Files.writeString(PROVED, text);
        }
        assertThat(Files.readString(PROVED)).as("write it again with -Ddocs=write").isEqualTo(text);
    }

    private static List<Statement> statements(Path directory) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        Map<String, Set<String>> proofs = proofs();
        try (TestHub hub = TestHub.on(TestDatabase.migrated(), Clock.systemUTC())
                .with(Landscapes.class, landscape.landscapes(Clock.systemUTC()))
                .with(Secrets.class, landscape.secretsInForce()).with(Lanes.class, Map::of)
                .scan("io.crossdock.system.connectors").open()) {
            return hub.all(Role.class).stream().flatMap(role -> played(role.getClass()).map(type ->
                    statement(role, type, proofs))).distinct().toList();
        }
    }

    private static Statement statement(Role role, Class<?> type, Map<String, Set<String>> proofs) {
        boolean deed = Sink.class.isAssignableFrom(type);
        Optional<String> promise = deed && role instanceof Sink<?> sink && !role.connector().equals(SystemSettings.DECLARED)
                ? Optional.of(sink.promise().name().toLowerCase(Locale.ROOT).replace('_', '-')) : Optional.empty();
        return new Statement(role.connector(), type.getSimpleName(), deed, promise,
                List.copyOf(proofs.getOrDefault(role.connector() + " " + type.getSimpleName(), Set.of())));
    }

    private static Stream<Class<?>> played(Class<?> type) {
        return type == Object.class ? Stream.of() : Stream.concat(Arrays.<Class<?>>stream(type.getInterfaces())
                .filter(each -> Role.class.isAssignableFrom(each) && each != Role.class && each != Sink.class),
                played(type.getSuperclass()));
    }

    /** Tests of the kit, by connector and role; those against a real system run where there is one. */
    private static Map<String, Set<String>> proofs() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(SinkContract.class));
        scan.addIncludeFilter(new AnnotationTypeFilter(Proves.class));
        Map<String, Set<String>> proofs = new TreeMap<>();
        scan.findCandidateComponents("io.crossdock.system.connectors").forEach(found -> {
            try {
                Class<?> test = Class.forName(found.getBeanClassName());
                String connector = test.getPackageName().substring(test.getPackageName().lastIndexOf('.') + 1);
                roles(test).forEach(role -> proofs.computeIfAbsent(connector + " " + role, _ -> new TreeSet<>())
                        .add(test.getSimpleName()));
            } catch (ClassNotFoundException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        return proofs;
    }

    private static List<String> roles(Class<?> test) {
        Proves proves = AnnotationUtils.findAnnotation(test, Proves.class);
        if (proves != null) {
            return Stream.of(proves.value()).map(Class::getSimpleName).toList();
        }
        Class<?> request = ResolvableType.forClass(test).as(SinkContract.class).getGeneric(0).toClass();
        return Stream.of(OrderSink.class, InvoiceSink.class, ReleaseSink.class, CancelSink.class, AmendSink.class,
                        CreditSink.class, ReturnSink.class, WithdrawSink.class, PurchaseOrderSink.class)
                .filter(role -> ResolvableType.forClass(role).as(Sink.class).getGeneric(0).toClass() == request)
                .map(Class::getSimpleName).toList();
    }

    private static String matrix(Set<String> roles, Map<String, List<Statement>> connectors) {
        StringBuilder page = new StringBuilder("""
                # Connectors and roles

                Generated from the code. A deed says what is promised about a call whose answer was lost: `native-key` (the system
                recognises our number), `lookup` (it is asked before anything is sent again), `none` (a person decides); of declared
                connectors the file says it. **Bold**: the contract kit proves it at every build; of stock, that nothing is missing,
                doubled, inexact or taken for empty.

                | role | means |""");
        connectors.keySet().forEach(each -> page.append(" [").append(each).append("](connectors/").append(each)
                .append(".md) |"));
        page.append("\n|---|---|").append("---|".repeat(connectors.size())).append('\n');
        roles.forEach(role -> {
            page.append("| `").append(role).append("` | ").append(RoleWords.of(role)).append(" |");
            connectors.values().forEach(all -> page.append(' ').append(all.stream().filter(each -> each.role().equals(role))
                    .findFirst().map(ConnectorPagesTest::cell).orElse("–")).append(" |"));
            page.append('\n');
        });
        return page.toString();
    }

    private static String cell(Statement statement) {
        String word = statement.promise().orElse(statement.deed() ? "as declared" : "yes");
        return statement.provedAtEveryBuild() ? "**" + word + "**" : word;
    }

    private static String page(String connector, List<Statement> all) {
        StringBuilder page = new StringBuilder("# Connector `" + connector + "`\n\n"
                + "Generated from what its code states. All connectors: [the matrix](../connectors.md).\n\n"
                + "| role | means | promise | proved by |\n|---|---|---|---|\n");
        all.stream().sorted((a, b) -> a.role().compareTo(b.role())).forEach(each -> page.append("| `").append(each.role())
                .append("` | ").append(RoleWords.of(each.role())).append(" | ")
                .append(each.promise().orElse(each.deed() ? "as the file says" : "–")).append(" | ")
                .append(each.proofsInWords()).append(" |\n"));
        return page.toString();
    }
}
