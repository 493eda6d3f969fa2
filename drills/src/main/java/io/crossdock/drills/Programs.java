package io.crossdock.drills;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** The programs as the other modules have packaged them. */
public final class Programs {

    public static final Path HOME = home();
    /** What trials leave behind: logs, and nothing that runs. */
    public static final Path WORK = Path.of(System.getProperty("crossdock.drills.work",
            HOME.resolve("trials").resolve("target").resolve("trials").toString()));
    /** These live for minutes at most: quick to start beats quick at length. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private Programs() {
    }

    private static Path home() {
        Path folder = Path.of(System.getProperty("crossdock.home", "")).toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("examples").resolve("landscape"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("not in a checkout: " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }

    /** The command of the hub, up to its own arguments: the jar, extracted as it is run in production. */
    public static List<String> hub() {
        return java("-Xmx512m", "-jar", Extracted.HUB.toString());
    }

    public static List<String> estate() {
        // It forgets nothing that it has said or been told.
        return java("-Xmx1g", "-jar", jar("estate", "estate.jar").toString());
    }

    private static List<String> java(String... arguments) {
        return Stream.of(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                SHORT_LIVED.stream(), Stream.of(arguments)).flatMap(each -> each).toList();
    }

    private static Path jar(String module, String pattern) {
        Path target = HOME.resolve(module).resolve("target");
        try (var jars = Files.newDirectoryStream(target, pattern)) {
            return jars.iterator().next();
        } catch (IOException | NoSuchElementException e) {
            throw new IllegalStateException("no " + pattern + " in " + target + ": run mvn verify", e);
        }
    }

    /** The class loader's once-only initialisation is the lock. */
    private static final class Extracted {

        static final Path HUB = extract();

        private static Path extract() {
            Path jar = jar("hub", "crossdock-hub-*.jar");
            try {
                Path folder = WORK.resolve("hub-" + checksum(jar));
                Path extracted = folder.resolve(jar.getFileName());
                if (!Files.exists(extracted)) {
                    Process process = new ProcessBuilder(java("-Djarmode=tools", "-jar", jar.toString(),
                            "extract", "--force", "--destination", folder.toString()))
                            .redirectErrorStream(true).start();
                    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
                    if (process.onExit().join().exitValue() != 0) {
                        throw new IllegalStateException("extraction of " + jar + " failed: " + output);
                    }
                }
                return extracted;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** By content: reproducible builds give every jar the same time. */
        private static String checksum(Path file) throws IOException {
            CRC32C checksum = new CRC32C();
            checksum.update(Files.readAllBytes(file));
            return Long.toHexString(checksum.getValue());
        }
    }

    /** What an earlier run has left. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
