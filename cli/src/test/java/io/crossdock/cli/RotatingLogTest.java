package io.crossdock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {

    @TempDir
    Path folder;

    @Test
    void neverGrowsBeyondItsBoundAndKeepsTheNewest() throws Exception {
        Path file = folder.resolve("hub.log");
        try (RotatingLog log = new RotatingLog(file, 20_000)) {
            byte[] much = "a line of a log\n".repeat(10_000).getBytes();
            log.copy(new ByteArrayInputStream(much));
            log.copy(new ByteArrayInputStream("the end\n".getBytes()));
        }
        assertThat(Files.size(file)).isLessThanOrEqualTo(20_000);
        assertThat(Files.size(folder.resolve("hub.log.1"))).isLessThanOrEqualTo(20_000);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
        assertThat(RotatingLog.tail(file, 1)).endsWith("more lines before)\nthe end");
    }

    @Test
    void continuesTheFileOfAnEarlierRun() throws Exception {
        Path file = Files.writeString(folder.resolve("hub.log"), "before\n");
        try (RotatingLog log = new RotatingLog(file, 20_000)) {
            log.copy(new ByteArrayInputStream("after\n".getBytes()));
        }
        assertThat(Files.readString(file)).isEqualTo("before\nafter\n");
    }
}
