package io.crossdock.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {

    @TempDir
    Path cache;

    @Test
    void manyWhoUnpackAtOnceGetOneCompleteFolder() throws Exception {
        Platform platform = new Platform(Platform.current().archive(), cache);
        try (var executor = Executors.newFixedThreadPool(4)) {
            Callable<Binaries> unpack = () -> Binaries.unpacked(platform);
            Set<Path> homes = new HashSet<>();
            for (Future<Binaries> done : executor.invokeAll(List.of(unpack, unpack, unpack, unpack))) {
                homes.add(done.get().home());
            }
            assertThat(homes).hasSize(1);
        }
        Binaries binaries = Binaries.unpacked(platform);
        assertThat(binaries.program("postgres")).isExecutable();
        assertThat(binaries.program("initdb")).isExecutable();
        try (var children = Files.list(cache.resolve("postgres"))) {
            assertThat(children.filter(child -> child.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void whatAKilledUnpackingLeftIsReplaced() throws Exception {
        Platform platform = new Platform(Platform.current().archive(), cache);
        String name = Binaries.unpacked(platform).home().getFileName().toString();
        Path second = Files.createDirectories(cache.resolve("again"));
        Path part = Files.createDirectories(second.resolve("postgres").resolve("." + name + ".part")
                .resolve("bin"));
        Files.writeString(part.resolve("postgres"), "half");

        Binaries binaries = Binaries.unpacked(new Platform(platform.archive(), second));

        assertThat(Files.size(binaries.program("postgres"))).isGreaterThan(1_000_000);
    }
}
