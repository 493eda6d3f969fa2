package io.crossdock.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of {@code docs/reference} that is generated from the code. {@code -Ddocs=write} writes it again. */
public record GeneratedPage(String name) {

    public void mustRead(String content) {
        Path file = Path.of("..", "docs", "reference", name);
        try {
            if ("write".equals(System.getProperty("docs"))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, content);
            }
            assertThat(file).as("generated with -Ddocs=write").exists();
            assertThat(Files.readString(file)).as("%s is out of date, write it again with -Ddocs=write", file)
                    .isEqualTo(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
