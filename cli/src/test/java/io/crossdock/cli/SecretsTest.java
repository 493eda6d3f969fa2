package io.crossdock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path folder;

    @Test
    void areMadeOnceRandomAndForTheOwnerOnly() throws Exception {
        Secrets secrets = new Secrets(folder.resolve("secrets"));
        secrets.complete();
        String first = Files.readString(folder.resolve("secrets/portal-demo"));
        secrets.complete();

        assertThat(Files.readString(folder.resolve("secrets/portal-demo"))).isEqualTo(first);
        assertThat(first.strip()).hasSize(32);
        assertThat(Files.readString(folder.resolve("secrets/erp-key"))).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("secrets/portal-demo")))).isEqualTo("rw-------");
        assertThat(secrets.consolePassword()).isNotBlank();
    }
}
