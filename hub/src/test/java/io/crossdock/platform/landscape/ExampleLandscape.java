package io.crossdock.platform.landscape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The landscape of the demo, copied to a folder where a test may change it, with secrets of its own. */
public final class ExampleLandscape {

    private static final Path EXAMPLE = Path.of("..", "examples", "landscape");
    private static final List<String> SECRETS = List.of("erp-key", "wms-key", "supplier-key", "edi-key",
            "wms-webhook", "supplier-webhook", "carrier-webhook", "portal-demo", "sales-demo", "operations-demo",
            "edi-buyer",
            "console-admin");

    /** What calls to the CRM are signed with. */
    public static final String CRM_HOOK = "whsec_Y3JtLWhvb2stb2YtdGhlLWV4YW1wbGUtZXN0YXRl";

    private final Path folder;
    private final Path secrets;

    private ExampleLandscape(Path folder, Path secrets) {
        this.folder = folder;
        this.secrets = secrets;
    }

    /**
     * @param directory gets two folders, {@code landscape} and {@code secrets}; each secret is its own name
     */
    public static ExampleLandscape in(Path directory) {
        ExampleLandscape example = new ExampleLandscape(directory.resolve("landscape"),
                directory.resolve("secrets"));
        try {
            copy(EXAMPLE, example.folder);
            Files.createDirectories(example.secrets);
            for (String secret : SECRETS) {
                Files.writeString(example.secrets.resolve(secret), secret + "\n");
            }
            Files.writeString(example.secrets.resolve("crm-hook"), CRM_HOOK + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return example;
    }

    public Path folder() {
        return folder;
    }

    public Path secrets() {
        return secrets;
    }

    /** The components over this folder, without Spring; nothing looks for changes by itself. */
    public Landscapes landscapes(Clock clock) {
        return new Landscapes(reader(), clock);
    }

    public Secrets secretsInForce() {
        return new Secrets(secrets, name -> Optional.empty());
    }

    public void write(String file, String content) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), content);
    }

    public void replace(String file, String old, String replacement) throws IOException {
        String content = Files.readString(folder.resolve(file));
        if (!content.contains(old)) {
            throw new IllegalArgumentException(file + " does not contain " + old);
        }
        write(file, content.replace(old, replacement));
    }

    LandscapeFolder reader() {
        return new LandscapeFolder(folder, secretsInForce(), new Variables(name -> Optional.empty()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
