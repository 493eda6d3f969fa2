package io.crossdock.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The built programs of one checkout.
 *
 * @param home the checkout
 */
record Installation(Path home) {

    /** Told by the start script ({@code crossdock.home}), else found from where this program's jar lies. */
    static Installation here() {
        String told = System.getProperty("crossdock.home", "");
        if (!told.isEmpty()) {
            return new Installation(Path.of(told).toAbsolutePath().normalize());
        }
        try {
            Path jar = Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation()
                    .toURI());
            return new Installation(jar.resolve("../../..").normalize());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The script to call commands by. */
    Path command() {
        return home.resolve("crossdock");
    }

    Path exampleLandscape() {
        return home.resolve("examples").resolve("landscape");
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The hub, laid out for a fast start. */
    Program hub() {
        Path built = newest(home.resolve("hub/target"), "crossdock-hub-", ".jar");
        return prepared("hub", built, part -> extract(built, part));
    }

    /** The example estate, copied away from the build's reach. */
    Program estate() {
        Path built = newest(home.resolve("estate/target"), "estate", ".jar");
        return prepared("estate", built, part -> Files.copy(built, part.resolve(built.getFileName())));
    }

    private interface Laying {
        void into(Path part) throws IOException;
    }

    /** Every build gets a folder of its own, so that a build never pulls jars away from a running program. */
    private static Program prepared(String name, Path built, Laying laying) {
        Path runs = built.resolveSibling("run");
        try {
            Path run = runs.resolve(fingerprint(built));
            if (!Files.isDirectory(run)) {
                Path part = Files.createTempDirectory(Files.createDirectories(runs), ".part");
                laying.into(part);
                moveUnlessThere(part, run);
                forgetOld(runs);
            }
            return new Program(name, run.resolve(built.getFileName()), run.resolve(name + ".aot"));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_STARTED, "Cannot lay out " + built + ": " + e.getMessage());
        }
    }

    /** By content: reproducible builds give every jar the same time. */
    private static String fingerprint(Path file) throws IOException {
        CRC32C checksum = new CRC32C();
        try (FileChannel channel = FileChannel.open(file)) {
            checksum.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
        return Files.size(file) + "-" + Long.toHexString(checksum.getValue());
    }

    private static void extract(Path built, Path part) throws IOException {
        Process process = new ProcessBuilder(java().toString(), "-Djarmode=tools", "-jar", built.toString(),
                "extract", "--force", "--destination", part.toString())
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (!Files.exists(part.resolve(built.getFileName()))) {
            throw new IOException("extraction failed: " + output);
        }
    }

    private static void moveUnlessThere(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            Folders.delete(part);
        }
    }

    /** Keeps this build's and the one before, which may still be running. */
    private static void forgetOld(Path runs) throws IOException {
        try (Stream<Path> folders = Files.list(runs)) {
            List<Path> newestFirst = folders.filter(folder -> !folder.getFileName().toString()
                    .startsWith("."))
                    .sorted(Comparator.comparingLong((Path folder) -> folder.toFile().lastModified())
                            .reversed())
                    .toList();
            for (Path old : newestFirst.subList(Math.min(2, newestFirst.size()), newestFirst.size())) {
                Folders.delete(old);
            }
        }
    }

    private static Path newest(Path folder, String prefix, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.getFileName().toString().endsWith(suffix))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .orElseThrow(() -> new IOException("nothing there"));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_STARTED, "No built program " + prefix + "* in " + folder
                    + ". Run `mvn package -DskipTests` first, or start with the crossdock script.");
        }
    }
}
