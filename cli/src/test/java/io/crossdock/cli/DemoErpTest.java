package io.crossdock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo on another ERP, with a script that only says what it was told. */
class DemoErpTest {

    @TempDir
    private Path home;

    private Installation installation = new Installation(Path.of("."));

    @BeforeEach
    void checkout() throws IOException {
        installation = new Installation(home);
        write("examples/landscape/landscape.yaml", "name: plain");
        write("examples/landscape/systems/erp.yaml", "connector: estate");
        write("examples/landscape/systems/wms-rno.yaml", "connector: estate");
        write("examples/tryton/landscape/systems/erp.yaml", "connector: tryton");
        write("examples/tryton/landscape/left-out.txt", "systems/wms-rno.yaml\n");
        script("echo \"$1 $CROSSDOCK_TRYTON\" >> " + home.resolve("told") + "\n"
                + "mkdir -p \"$CROSSDOCK_TRYTON\"; echo secret > \"$CROSSDOCK_TRYTON/hub-password\"\n"
                + "echo something else\necho \"ready tryton=http://x/erp password=$CROSSDOCK_TRYTON/hub-password\"\n");
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.writeString(home.resolve(file), content);
    }

    private void script(String body) throws IOException {
        write("examples/tryton/tryton", "#!/bin/sh\n" + body);
        assertThat(home.resolve("examples/tryton/tryton").toFile().setExecutable(true)).isTrue();
    }

    @Test
    void itsLandscapeIsThatOfTheExampleWithSomeFilesOfItsOwn() throws IOException {
        Path data = Files.createDirectories(home.resolve("data"));
        write("data/landscape-tryton/systems/left-behind.yaml", "old: true");
        Path landscape = DemoErp.TRYTON.landscape(installation, data);
        try (var files = Files.walk(landscape)) {
            assertThat(files.filter(Files::isRegularFile).map(file -> landscape.relativize(file).toString()))
                    .containsExactlyInAnyOrder("landscape.yaml", "systems/erp.yaml");
        }
        assertThat(Files.readString(landscape.resolve("systems/erp.yaml"))).isEqualTo("connector: tryton");
        assertThat(DemoErp.ESTATE.landscape(installation, data)).isEqualTo(home.resolve("examples/landscape"));
    }

    @Test
    void withBothABranchIsAddedToWhatTheExampleHas() throws IOException {
        write("examples/tryton/branch/systems/tryton.yaml", "connector: tryton");
        write("examples/tryton/branch/landscape.yaml.more", "\nbranches: []\n");
        Path landscape = DemoErp.BOTH.landscape(installation, Files.createDirectories(home.resolve("data")));
        assertThat(Files.readString(landscape.resolve("landscape.yaml"))).isEqualTo("name: plain\nbranches: []\n");
        try (var systems = Files.list(landscape.resolve("systems"))) {
            assertThat(systems.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("erp.yaml", "tryton.yaml", "wms-rno.yaml");
        }
        assertThat(Files.readString(home.resolve("examples/landscape/landscape.yaml"))).isEqualTo("name: plain");
    }

    @Test
    void itsWarehousesHaveWhatItBelievesTheyHaveUnlessTheirFirstDayIsOver() throws IOException {
        write("examples/tryton/distributor.json", """
                {"items": [{"sku": "CD-1", "stock": {"ATL": "0", "DFW": "20"}}, {"sku": "FRT-1"}]}""");
        DemoErp.ESTATE.fill(installation, home.resolve("estate"));
        assertThat(home.resolve("estate")).doesNotExist();
        DemoErp.BOTH.fill(installation, home.resolve("estate"));
        assertThat(home.resolve("estate/opening-stock.json")).hasContent("{\"DFW\":{\"CD-1\":20}}");
        write("estate/books.jsonl", "");
        DemoErp.TRYTON.fill(installation, home.resolve("estate"));
        assertThat(home.resolve("estate/opening-stock.json")).hasContent("{\"DFW\":{\"CD-1\":20}}");
    }

    @Test
    void itIsStartedStoppedAndForgottenInTheDataFolderAndItsPasswordIsHandedOn() throws IOException {
        Path data = Files.createDirectories(home.resolve("data"));
        List<String> notes = new ArrayList<>();
        DemoErp.TRYTON.forget(installation, data);
        assertThat(DemoErp.TRYTON.start(installation, data, notes::add))
                .isEqualTo(Map.of("tryton-password", "secret"));
        DemoErp.TRYTON.stop(installation, data);
        DemoErp.TRYTON.forget(installation, data);
        assertThat(notes).hasSize(1).first().asString().contains("Debian", "minutes");
        Path kept = data.resolve("tryton");
        assertThat(Files.readAllLines(home.resolve("told"))).containsExactly("up " + kept, "down " + kept,
                "forget " + kept);
        assertThat(DemoErp.ESTATE.start(installation, data, notes::add)).isEmpty();
    }

    @Test
    void whenItDoesNotStartTheCommandFails() throws IOException {
        script("exit 3");
        assertThatThrownBy(() -> DemoErp.TRYTON.start(installation, home, note -> { }))
                .isInstanceOfSatisfying(CommandFailed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ExitCode.NOT_STARTED));
    }
}
