package io.crossdock.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which ERP the demo runs on. */
enum DemoErp {
    /** The one of the example estate. */
    ESTATE {
        @Override
        Path landscape(Installation installation, Path folder) {
            return installation.exampleLandscape();
        }

        @Override
        Map<String, String> start(Installation installation, Path folder, Consumer<String> note) {
            return Map.of();
        }

        @Override
        void stop(Installation installation, Path folder) {
            // It is stopped with the estate.
        }

        @Override
        void forget(Installation installation, Path folder) {
            // It is forgotten with the estate.
        }
    },
    /** A Tryton of its own, fetched from the Debian archive and kept in the data folder. */
    TRYTON {
        @Override
        Path landscape(Installation installation, Path folder) {
            return written(installation, folder, "landscape");
        }

        @Override
        Set<String> warehouses() {
            return Set.of("ATL", "DFW");
        }
    },
    /** The estate's, and a Tryton that keeps the books of one branch. */
    BOTH {
        @Override
        Path landscape(Installation installation, Path folder) {
            return written(installation, folder, "branch");
        }

        @Override
        Set<String> warehouses() {
            return Set.of("DFW");
        }
    };

    private static final String LEFT_OUT = "left-out.txt";
    private static final String MORE = ".more";
    /** What the example has in its folder once its first day has begun, and what it reads before. */
    private static final String BOOKS = "books.jsonl";
    private static final String OPENING_STOCK = "opening-stock.json";

    /** The folder of files that say what the hub is connected with. */
    abstract Path landscape(Installation installation, Path folder);

    /** Starts it, if it is a program of its own; returns the secrets the hub needs, by name. */
    Map<String, String> start(Installation installation, Path folder, Consumer<String> note) {
        note.accept("Tryton 6.0 runs beside the hub. What is missing of it is fetched from the Debian archive (5 to 60 MB) "
                + "and kept in " + home(folder) + "; the first start takes two to four minutes.");
        return told(run(installation, folder, "up"));
    }

    void stop(Installation installation, Path folder) {
        run(installation, folder, "down");
    }

    void forget(Installation installation, Path folder) {
        if (Files.exists(home(folder))) {
            run(installation, folder, "forget");
        }
    }

    /** The example's warehouses whose books Tryton keeps. */
    Set<String> warehouses() {
        return Set.of();
    }

    /** Before the example's first day: lets those warehouses have what Tryton believes they have, and nothing else. */
    void fill(Installation installation, Path estate) {
        if (warehouses().isEmpty() || Files.exists(estate.resolve(BOOKS))) {
            return;
        }
        ObjectNode shelves = JsonMapper.shared().createObjectNode();
        warehouses().forEach(shelves::putObject);
        for (JsonNode item : JsonMapper.shared().readTree(example(installation).resolve("distributor.json")).path("items")) {
            for (String warehouse : warehouses()) {
                item.path("stock").path(warehouse).asStringOpt().ifPresent(quantity -> shelves.withObject(warehouse)
                        .put(item.path("sku").asString(), Long.parseLong(quantity)));
            }
        }
        try {
            Files.createDirectories(estate);
            Files.writeString(estate.resolve(OPENING_STOCK), shelves.toString());
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_STARTED, "Cannot write what the warehouses have: " + e.getMessage());
        }
    }

    private static Path written(Installation installation, Path folder, String changes) {
        try {
            return overlaid(installation.exampleLandscape(), example(installation).resolve(changes),
                    folder.resolve("landscape-tryton"));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_STARTED, "Cannot write the landscape for Tryton: " + e.getMessage());
        }
    }

    private static Path example(Installation installation) {
        return installation.home().resolve("examples").resolve("tryton");
    }

    private static Path home(Path folder) {
        return folder.resolve("tryton");
    }

    /**
     * The files of {@code base}, with those of {@code changes} in their place, without those it names as left out, and with
     * {@code X.more} at the end of {@code X}. The target is made anew.
     */
    static Path overlaid(Path base, Path changes, Path target) throws IOException {
        Folders.delete(target);
        copy(base, target);
        copy(changes, target);
        Path leftOut = target.resolve(LEFT_OUT);
        if (Files.exists(leftOut)) {
            for (String file : Files.readAllLines(leftOut)) {
                if (!file.isBlank()) {
                    Files.delete(target.resolve(file.strip()));
                }
            }
            Files.delete(leftOut);
        }
        return target;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (file.toString().endsWith(MORE)) {
                    String name = target.toString();
                    Files.write(Path.of(name.substring(0, name.length() - MORE.length())), Files.readAllBytes(file),
                            StandardOpenOption.APPEND);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** Its last line on standard output; what it says to people goes where ours goes. */
    private static String run(Installation installation, Path folder, String what) {
        try {
            ProcessBuilder script = new ProcessBuilder(List.of(example(installation).resolve("tryton").toString(), what))
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            script.environment().put("CROSSDOCK_TRYTON", home(folder).toString());
            Process running = script.start();
            running.getOutputStream().close();
            String last;
            try (BufferedReader lines = running.inputReader(StandardCharsets.UTF_8)) {
                last = lines.lines().reduce("", (before, line) -> line);
            }
            if (running.waitFor() != 0) {
                throw new CommandFailed(ExitCode.NOT_STARTED, "Tryton did not do what it was told: " + what + ".");
            }
            return last;
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_STARTED, "Cannot run Tryton: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.NOT_STARTED, "Stopped while waiting for Tryton.");
        }
    }

    private static Map<String, String> told(String line) {
        Optional<String> file = Stream.of(line.split(" ")).filter(word -> word.startsWith("password="))
                .map(word -> word.substring("password=".length())).findFirst();
        try {
            return Map.of("tryton-password", Files.readString(Path.of(file.orElseThrow(() ->
                    new CommandFailed(ExitCode.NOT_STARTED, "Tryton did not say where its password is.")))).strip());
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_STARTED, "Cannot read Tryton's password: " + e.getMessage());
        }
    }
}
