package io.crossdock.experience.warehouse.files;

import io.crossdock.platform.landscape.FilePlace.Sftp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** A directory of a warehouse's SFTP server, over a connection that lasts for one look. */
final class SftpFolder implements FileFolder {

    private static final int LISTED_MAX = 10_000;

    private final SftpLine line;
    private final SftpClient sftp;
    private final Sftp place;
    private final String working;
    private final Clock clock;

    /** @param line is closed with this folder, also when it cannot be opened */
    SftpFolder(SftpLine line, Sftp place, String node, Clock clock) throws IOException {
        this.line = line;
        this.sftp = line.sftp();
        this.place = place;
        this.working = place.directory() + "/working/" + node;
        this.clock = clock;
        try {
            if (find(place.directory()).filter(Attributes::isDirectory).isEmpty()) {
                throw new FolderTrouble("directory-missing", "There is no directory " + place + " that " + place.user()
                        + " may see.");
            }
            make(place.directory() + "/working");
            make(working);
        } catch (IOException | RuntimeException failure) {
            line.close();
            throw failure;
        }
    }

    @Override
    public List<Sight> left(Predicate<String> wanted, int most) throws IOException {
        return files(place.directory(), wanted, most);
    }

    @Override
    public List<Sight> claimed(Predicate<String> wanted, int most) throws IOException {
        return files(working, wanted, most);
    }

    private List<Sight> files(String directory, Predicate<String> wanted, int most) throws IOException {
        List<Sight> found = new ArrayList<>();
        int listed = 0;
        try (SftpClient.CloseableHandle handle = sftp.openDir(directory)) {
            List<DirEntry> some = sftp.readDir(handle);
            while (some != null && listed < LISTED_MAX) {
                listed += some.size();
                some.stream().filter(each -> each.getAttributes().isRegularFile() && wanted.test(each.getFilename()))
                        .map(each -> sight(each.getFilename(), each.getAttributes())).forEach(found::add);
                some = sftp.readDir(handle);
            }
        }
        return found.stream().sorted(Comparator.comparing(Sight::name)).limit(most).toList();
    }

    /** A server may keep no times; then now is as good as any. */
    private Sight sight(String name, Attributes attributes) {
        return new Sight(name, attributes.getSize(), Optional.ofNullable(attributes.getModifyTime())
                .map(FileTime::toInstant).orElseGet(clock::instant));
    }

    /** A plain rename replaces nothing. When it fails the server is asked why, and nothing is taken on a guess. */
    @Override
    public boolean claim(String name) throws IOException {
        try {
            sftp.rename(place.directory() + "/" + name, working + "/" + name);
            return true;
        } catch (SftpException refused) {
            boolean gone = find(place.directory() + "/" + name).isEmpty();
            boolean sameNameInOurHands = find(working + "/" + name).isPresent();
            if (gone || sameNameInOurHands) {
                return false;
            }
            throw new FolderTrouble("rename-refused", place + " does not let " + place.user() + " rename " + name
                    + " into working: " + SftpConstants.getStatusName(refused.getStatus()) + ".", refused);
        }
    }

    @Override
    public Optional<byte[]> read(Sight file) throws IOException {
        String path = working + "/" + file.name();
        byte[] content;
        try (InputStream in = sftp.read(path)) {
            content = in.readNBytes(Math.toIntExact(file.size()) + 1);
        }
        return content.length == file.size() && sftp.stat(path).getSize() == file.size() ? Optional.of(content)
                : Optional.empty();
    }

    /** What an earlier look left half-way is written again; a name that another file has is not taken from it. */
    @Override
    public void putAway(String name, FileReport report) throws IOException {
        String ending = place.directory() + "/" + (report.isRefused() ? "refused" : place.archive());
        make(ending);
        String kept = ending + "/" + report.keptName();
        if (find(kept).isPresent()) {
            kept += "." + UUID.randomUUID();
        }
        try (OutputStream out = sftp.write(kept + FileReport.SUFFIX)) {
            out.write(report.text().getBytes(StandardCharsets.UTF_8));
        }
        sftp.rename(working + "/" + name, kept);
    }

    private Optional<Attributes> find(String path) throws IOException {
        try {
            return Optional.of(sftp.stat(path));
        } catch (SftpException answer) {
            if (answer.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
                    || answer.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH) {
                return Optional.empty();
            }
            throw answer;
        }
    }

    private void make(String directory) throws IOException {
        if (find(directory).isPresent()) {
            return;
        }
        try {
            sftp.mkdir(directory);
        } catch (SftpException refused) {
            if (find(directory).isEmpty()) {
                throw new FolderTrouble("directory-refused", place + " does not let " + place.user()
                        + " make the directory " + directory + ".", refused);
            }
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
