package io.crossdock.platform.transports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A directory that this hub sees, its own or mounted. */
final class LocalSide implements FileSide {

    private final Path root;

    LocalSide(Path root) throws TransportTrouble {
        this.root = root;
        // A mount that is gone must not be replaced by a directory of the same name.
        if (!Files.isDirectory(root)) {
            throw new TransportTrouble("directory-missing", "There is no directory " + root + " that the hub may see.");
        }
    }

    @Override
    public List<Sight> files(String directory, int most) throws IOException {
        Path at = root.resolve(directory);
        if (!Files.isDirectory(at)) {
            return List.of();
        }
        List<Path> found;
        try (Stream<Path> all = Files.list(at)) {
            found = all.limit(most).filter(Files::isRegularFile).toList();
        }
        List<Sight> sights = new ArrayList<>();
        for (Path file : found) {
            try {
                sights.add(new Sight(file.getFileName().toString(), Files.size(file),
                        Files.getLastModifiedTime(file).toString()));
            } catch (NoSuchFileException anotherHubHasTakenIt) {
                continue;
            }
        }
        return sights;
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    @Override
    public void make(String directory) throws IOException {
        Files.createDirectories(root.resolve(directory));
    }

    @Override
    public boolean rename(String from, String to) throws IOException {
        if (exists(to)) {
            return false;
        }
        try {
            Files.move(root.resolve(from), root.resolve(to), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException | FileAlreadyExistsException anotherHubWasFaster) {
            return false;
        }
    }

    @Override
    public byte[] read(String path, int most) throws IOException {
        try (InputStream in = Files.newInputStream(root.resolve(path))) {
            return in.readNBytes(most + 1);
        }
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        try (FileChannel out = FileChannel.open(root.resolve(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
