package io.crossdock.postgres;

import java.io.IOException;
import java.nio.file.Path;

/** A second Java process that starts a server, says its pid, and stays until its input ends. */
final class OtherJvm {

    private OtherJvm() {}

    static Process starting(Path folder) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), OtherJvm.class.getName(), folder.toString())
                .redirectErrorStream(true).start();
    }

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Options.in(Path.of(arguments[0])))) {
            System.out.println("pid " + postgres.pid());
            while (System.in.read() >= 0) {
                // waits to be killed or for its parent to go
            }
        } catch (FolderInUseException e) {
            System.out.println(e.getMessage());
        }
    }
}
