package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LocationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files with which the demo runs on Tryton, laid over those of the example. */
class TrytonLandscapeTest {

    private static final Path TRYTON = Path.of("..", "examples", "tryton");
    private static final Path CHANGES = TRYTON.resolve("landscape");

    @Test
    void theDemoOnTrytonIsAWholeLandscape(@TempDir Path folder) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(folder);
        Files.writeString(example.secrets().resolve("tryton-password"), "secret");
        for (String file : Files.readAllLines(CHANGES.resolve("left-out.txt"))) {
            Files.delete(example.folder().resolve(file));
        }
        for (String file : List.of("landscape.yaml", "systems/erp.yaml")) {
            example.write(file, Files.readString(CHANGES.resolve(file)));
        }
        Landscape landscape = example.landscapes(Clock.systemUTC()).current();
        assertThat(landscape.system("erp")).hasValueSatisfying(erp -> {
            assertThat(erp.connector()).isEqualTo("tryton");
            assertThat(erp.lane().lease()).isGreaterThan(erp.timeouts().call());
        });
        assertThat(landscape.policies().taxOn()).isEqualTo(Policies.TaxOn.EXACT_BY_PLACE);
        assertThat(landscape.systems(SystemSettings.Kind.WMS)).hasSize(2);
        // The warehouse of the guide, whose people work in Tryton.
        String guide = Files.readString(Path.of("..", "docs", "guides", "tryton.md"));
        int begin = guide.indexOf("id: wms-dfw");
        example.write("systems/wms-dfw.yaml", guide.substring(begin, guide.indexOf("```", begin)));
        assertThat(example.landscapes(Clock.systemUTC()).current().system("wms-dfw")).hasValueSatisfying(warehouse -> {
            assertThat(warehouse.connector()).isEqualTo("tryton");
            assertThat(warehouse.location()).isPresent();
        });
        // Suppliers who are asked there: the guide's, and the one of the drill.
        int supplier = guide.indexOf("id: northforge");
        for (String file : List.of(guide.substring(supplier, guide.indexOf("```", supplier)),
                Files.readString(CHANGES.resolveSibling("northforge.yaml")))) {
            example.write("systems/northforge.yaml", file);
            assertThat(example.landscapes(Clock.systemUTC()).current().system("northforge")).hasValueSatisfying(each ->
                    assertThat(each.kind()).isEqualTo(SystemSettings.Kind.SUPPLIER));
        }
    }

    @Test
    void theDemoOnBothIsAWholeLandscapeInWhichEachAccountHasItsBooks(@TempDir Path folder) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(folder);
        Files.writeString(example.secrets().resolve("tryton-password"), "secret");
        Path branch = TRYTON.resolve("branch");
        example.write("systems/tryton.yaml", Files.readString(branch.resolve("systems/tryton.yaml")));
        Path main = example.folder().resolve("landscape.yaml");
        example.write("landscape.yaml", Files.readString(main) + Files.readString(branch.resolve("landscape.yaml.more")));
        Landscape landscape = example.landscapes(Clock.systemUTC()).current();
        assertThat(landscape.erp(new AccountId("A-1002"))).map(SystemSettings::connector).contains("tryton");
        assertThat(landscape.erp(new AccountId("A-1001"))).map(SystemSettings::connector).contains("estate");
        assertThat(landscape.books("tryton", new LocationId("DFW"))).isTrue();
        assertThat(landscape.books("erp", new LocationId("ATL"))).isTrue();
        assertThat(landscape.mainErp()).map(SystemSettings::id).contains("erp");
    }
}
