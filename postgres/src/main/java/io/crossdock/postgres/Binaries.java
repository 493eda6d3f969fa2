package io.crossdock.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The server programs, unpacked once per version into a folder all installations of this user share.
 *
 * @param home folder with {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path home) {

    private static final Object ONE_AT_A_TIME = new Object();

    /** Unpacks on first use; safe when several processes come at once. */
    static Binaries unpacked(Platform platform) {
        Path cache = platform.cacheFolder().resolve("postgres");
        String name = version() + "-" + platform.archive().replace(".txz", "");
        Path home = cache.resolve(name);
        if (Files.isDirectory(home)) {
            return new Binaries(home);
        }
        synchronized (ONE_AT_A_TIME) {
            try {
                Files.createDirectories(cache);
                try (FileChannel channel = FileChannel.open(cache.resolve(name + ".lock"),
                        StandardOpenOption.CREATE, StandardOpenOption.WRITE); var _ = channel.lock()) {
                    if (!Files.isDirectory(home)) {
                        unpack(platform.archive(), cache.resolve("." + name + ".part"), home);
                    }
                }
            } catch (IOException e) {
                throw new PostgresException("Cannot unpack PostgreSQL into " + home + ": " + e.getMessage(),
                        e);
            }
        }
        return new Binaries(home);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(Platform.IS_WINDOWS ? name + ".exe" : name);
    }

    /** Major version, such as {@code 18}: decides whether a data folder fits. */
    static String majorVersion() {
        String version = version();
        return version.substring(0, version.indexOf('.'));
    }

    private static String version() {
        try (InputStream in = Binaries.class.getResourceAsStream("binaries.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(String archive, Path part, Path home) throws IOException {
        deleteTree(part);
        try (InputStream in = Binaries.class.getResourceAsStream("/" + archive)) {
            if (in == null) {
                throw new PostgresException(("This build carries no PostgreSQL for %s (%s is missing). "
                        + "Build on this "
                        + "kind of machine, or use an external PostgreSQL with --database.")
                        .formatted(System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                                archive));
            }
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(tar, entry, part);
                }
            }
        }
        // The folder appears under its name only when it is complete.
        Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry,
            Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            Platform.permit(target, "rwxr-xr-x");
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, root.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, target);
            Platform.permit(target, (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
