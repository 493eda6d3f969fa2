package io.crossdock.platform.landscape;

import io.crossdock.platform.landscape.Schemas.FileKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder on disk: read whole, or refused with every mistake in it. */
final class LandscapeFolder {

    private static final int MAX_FILES = 5_000;
    private static final long MAX_FILE_BYTES = 16 << 20;
    private static final int VERSION_DIGITS = 12;
    private static final int MAX_SAMPLES = 500;
    private static final long MAX_SAMPLE_BYTES = 256 << 10;

    private final Path root;
    private final Secrets secrets;
    private final Variables variables;
    private final Schemas schemas = new Schemas();

    LandscapeFolder(Path root, Secrets secrets, Variables variables) {
        this.root = root;
        this.secrets = secrets;
        this.variables = variables;
    }

    /** @throws LandscapeRefused with every mistake in the folder */
    Landscape read() {
        Reading reading = new Reading();
        Contents contents = reading.contents();
        if (reading.mistakes.isEmpty() || contents.landscape().isPresent()) {
            new CrossChecks(contents, secrets, reading.mistakes::add).run();
        }
        if (!reading.mistakes.isEmpty()) {
            throw new LandscapeRefused(List.copyOf(new TreeSet<>(reading.mistakes)));
        }
        return new LandscapeReader(contents, root).read(version(contents));
    }

    /** Changes whenever a file comes, goes, or is written. */
    String fingerprint() {
        return files().stream().map(LandscapeFolder::stamp).collect(Collectors.joining("\n"));
    }

    private static String stamp(Path file) {
        try {
            return file + " " + Files.getLastModifiedTime(file).toMillis() + " " + Files.size(file);
        } catch (NoSuchFileException gone) {
            return file + " gone";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Path> files() {
        try (Stream<Path> found = Files.walk(root, 2)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted().limit(MAX_FILES).toList();
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String version(Contents contents) {
        Map<String, String> parts = new TreeMap<>(contents.maps());
        Stream.of(contents.landscape().stream(), contents.users().stream(), contents.systems().stream(),
                contents.consumers().stream(), contents.partners().stream(),
                contents.subscriptions().stream(), contents.connectors().stream(), contents.inlets().stream(),
                contents.outlets().stream(), contents.labels().stream()).flatMap(each -> each)
                .forEach(source -> parts.put(source.file(), source.root().toString()));
        contents.items()
                .forEach((partner, items) -> parts.put("items/" + partner, new TreeMap<>(items).toString()));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(parts.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final class Reading {

        private final List<Mistake> mistakes = new ArrayList<>();
        private final YamlReader yaml = new YamlReader(variables);
        private Optional<Source> landscape = Optional.empty();
        private Optional<Source> users = Optional.empty();
        private final List<Source> systems = new ArrayList<>();
        private final List<Source> consumers = new ArrayList<>();
        private final List<Source> partners = new ArrayList<>();
        private final List<Source> subscriptions = new ArrayList<>();
        private final List<Source> connectors = new ArrayList<>();
        private final List<Source> inlets = new ArrayList<>();
        private final List<Source> outlets = new ArrayList<>();
        private final Map<String, Map<String, Partner.ItemReference>> items = new TreeMap<>();
        private final Map<String, String> maps = new TreeMap<>();
        private final List<Source> labels = new ArrayList<>();
        private final Map<String, String> samples = new TreeMap<>();

        Contents contents() {
            List<Path> files = files();
            if (files.stream().noneMatch(file -> file.equals(root.resolve("landscape.yaml")))) {
                mistakes.add(new Mistake("landscape.yaml", 0,
                        "there is no such file in " + root.toAbsolutePath(),
                        "crossdock.landscape must name a landscape folder"));
            }
            files.forEach(this::file);
            return new Contents(landscape, systems, consumers, users, partners, subscriptions, connectors, inlets,
                    outlets, items, maps, labels, samples);
        }

        private void file(Path path) {
            String file = root.relativize(path).toString().replace('\\', '/');
            String folder = file.contains("/") ? file.substring(0, file.indexOf('/')) : "";
            String name = path.getFileName().toString();
            switch (folder) {
                case "" -> top(file, path);
                case "systems" -> yaml(FileKind.SYSTEM, file, path).ifPresent(systems::add);
                case "consumers" -> yaml(FileKind.CONSUMER, file, path).ifPresent(consumers::add);
                case "partners" -> yaml(FileKind.PARTNER, file, path).ifPresent(partners::add);
                case "subscriptions" -> yaml(FileKind.SUBSCRIPTION, file, path).ifPresent(subscriptions::add);
                case "connectors" -> connector(file, path);
                case "sources" -> yaml(FileKind.SOURCE, file, path).ifPresent(inlets::add);
                case "destinations" -> yaml(FileKind.DESTINATION, file, path).ifPresent(outlets::add);
                case "items" -> text(file, path, ".csv").ifPresent(content -> items.put(
                        name.substring(0, name.lastIndexOf('.')),
                        ItemCsv.read(file, content, mistakes::add)));
                case "maps" -> map(file, path);
                default -> stray(file,
                        "folders are systems, connectors, consumers, partners, subscriptions, sources, destinations, "
                                + "items and maps");
            }
        }

        private void connector(String file, Path path) {
            if (file.contains(".sample.")) {
                sample(path).ifPresent(content -> samples.put(file, content));
            } else {
                yaml(FileKind.CONNECTOR, file, path).ifPresent(connectors::add);
            }
        }

        private void map(String file, Path path) {
            if (file.contains(".sample.") && !file.endsWith(".jsonata")) {
                sample(path).ifPresent(content -> samples.put(file, content));
            } else if (file.endsWith(".yaml")) {
                yaml(FileKind.MAP, file, path).ifPresent(labels::add);
            } else {
                text(file, path, ".jsonata").ifPresent(content -> maps.put(file, content));
            }
        }

        /** Of any encoding, and of any use: what is no sample is left alone. */
        private Optional<String> sample(Path path) {
            try {
                return samples.size() < MAX_SAMPLES && Files.size(path) <= MAX_SAMPLE_BYTES
                        ? Optional.of(Files.readString(path, path.toString().endsWith(".json") ? StandardCharsets.UTF_8
                                : StandardCharsets.ISO_8859_1)) : Optional.empty();
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        }

        private void top(String file, Path path) {
            switch (file) {
                case "landscape.yaml" -> landscape = yaml(FileKind.LANDSCAPE, file, path);
                case "users.yaml" -> users = yaml(FileKind.USERS, file, path);
                default -> stray(file, "here belong landscape.yaml and users.yaml");
            }
        }

        private void stray(String file, String hint) {
            if (file.endsWith(".yaml") || file.endsWith(".yml")) {
                mistakes.add(new Mistake(file, 0, "this file means nothing here", hint));
            }
        }

        private Optional<Source> yaml(FileKind kind, String file, Path path) {
            Optional<Source> source = text(file, path, ".yaml")
                    .flatMap(content -> yaml.read(file, content, mistakes::add));
            source.ifPresent(read -> schemas.check(kind, read, mistakes::add));
            return source;
        }

        private Optional<String> text(String file, Path path, String ending) {
            if (!file.endsWith(ending)) {
                if (!file.endsWith(".md") && !file.endsWith("~") && !file.contains(".sample.")) {
                    mistakes.add(new Mistake(file, 0, "this file means nothing here",
                            "its name must end in " + ending));
                }
                return Optional.empty();
            }
            try {
                if (Files.size(path) > MAX_FILE_BYTES) {
                    mistakes.add(new Mistake(file, 0, "larger than " + MAX_FILE_BYTES + " bytes", ""));
                    return Optional.empty();
                }
                return Optional.of(Files.readString(path));
            } catch (MalformedInputException notText) {
                mistakes.add(new Mistake(file, 0, "the file is not UTF-8 text", ""));
            } catch (IOException unreadable) {
                mistakes.add(new Mistake(file, 0, "the file cannot be read", unreadable.toString()));
            }
            return Optional.empty();
        }
    }
}
