package io.crossdock.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program of ours.
 *
 * @param cache its start-up cache (JEP 514), which may not exist
 */
record Program(String name, Path jar, Path cache) {

    boolean hasCache() {
        return Files.exists(cache);
    }

    /** The command up to the program's own arguments. A cache that does not fit is ignored by the JVM. */
    List<String> command() {
        return command(hasCache() ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off")
                : List
                .of());
    }

    /** The same, recording a start-up cache that is written when the program ends. */
    List<String> recording(Path output) {
        return command(List.of("-XX:AOTCacheOutput=" + output, "-Xlog:aot*=error", "-Xlog:cds*=error"));
    }

    private List<String> command(List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Installation.java().toString());
        command.addAll(flags);
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }
}
