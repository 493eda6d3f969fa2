package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportTrouble.said;

import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.platform.transports.Lines.Login;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPReply;
import org.apache.commons.net.ftp.FTPSClient;

/** A directory of an FTP server over explicit TLS (RFC 4217), commands and files alike; passive mode. */
final class FtpsSide implements FileSide {

    private final MessagePlace.Ftps place;
    private final FTPSClient ftp;

    FtpsSide(MessagePlace.Ftps place, Login login, Timeouts timeouts, Optional<SSLContext> tls) throws TransportTrouble {
        this.place = place;
        ServerTrust trust = new ServerTrust(place.certificate());
        this.ftp = new FTPSClient(false, tls.orElseGet(trust::context));
        ftp.setEndpointCheckingEnabled(place.certificate().isEmpty());
        ftp.setConnectTimeout((int) timeouts.connect().toMillis());
        ftp.setDefaultTimeout((int) timeouts.call().toMillis());
        ftp.setDataTimeout(timeouts.call());
        ftp.setControlEncoding("UTF-8");
        ftp.setListHiddenFiles(false);
        boolean well = false;
        try {
            ftp.connect(place.host(), place.port());
            if (!FTPReply.isPositiveCompletion(ftp.getReplyCode())) {
                throw new IOException(reply());
            }
            if (!ftp.login(login.user(), login.password().reveal())) {
                throw new TransportTrouble("login-refused", place.host() + ":" + place.port()
                        + " does not let " + login.user() + " in with " + place.account().password() + ".");
            }
            prepare();
            well = true;
        } catch (IOException failure) {
            throw trouble(trust, failure);
        } finally {
            if (!well) {
                close();
            }
        }
    }

    private TransportTrouble trouble(ServerTrust trust, IOException failure) {
        return trust.stranger().map(shown -> new TransportTrouble("certificate-refused", place.host() + ":" + place.port()
                + " shows the certificate " + shown + ", which the landscape does not name. Nothing was sent.", failure))
                .orElseGet(() -> new TransportTrouble("unreachable", "There is no way to " + place + ": " + said(failure)
                        + ".", failure));
    }

    private void prepare() throws IOException, TransportTrouble {
        ftp.execPBSZ(0);
        ftp.execPROT("P");
        ftp.enterLocalPassiveMode();
        if (!ftp.setFileType(FTP.BINARY_FILE_TYPE)) {
            throw new IOException(reply());
        }
        if (!ftp.changeWorkingDirectory(place.directory())) {
            throw new TransportTrouble("directory-missing", "There is no directory " + place + " that "
                    + place.account().user() + " may see.");
        }
    }

    private String reply() {
        return "it answered " + String.valueOf(ftp.getReplyString()).strip();
    }

    @Override
    public List<Sight> files(String directory, int most) throws IOException {
        FTPFile[] listed = ftp.hasFeature("MLST") ? ftp.mlistDir(directory.isEmpty() ? place.directory() : at(directory))
                : ftp.listFiles(directory.isEmpty() ? place.directory() : at(directory));
        if (!FTPReply.isPositiveCompletion(ftp.getReplyCode())) {
            if (directory.isEmpty()) {
                throw new IOException(reply());
            }
            return List.of();
        }
        List<Sight> sights = new ArrayList<>();
        Arrays.stream(listed).limit(most).filter(FTPFile::isFile).forEach(each -> sights.add(new Sight(
                each.getName().substring(each.getName().lastIndexOf('/') + 1), each.getSize(),
                each.getTimestamp() == null ? "" : each.getTimestamp().toInstant().toString())));
        return sights;
    }

    private String at(String path) {
        return (place.directory().endsWith("/") ? place.directory() : place.directory() + "/") + path;
    }

    @Override
    public boolean exists(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        FTPFile[] found = ftp.listFiles(slash < 0 ? place.directory() : at(path.substring(0, slash)),
                each -> each != null && each.getName().equals(name));
        return found.length > 0;
    }

    @Override
    public void make(String directory) throws IOException {
        String made = "";
        for (String part : directory.split("/")) {
            made = made.isEmpty() ? part : made + "/" + part;
            if (!ftp.makeDirectory(at(made)) && !exists(made)) {
                throw new IOException("it does not make the directory " + made + ": " + reply());
            }
        }
    }

    @Override
    public boolean rename(String from, String to) throws IOException {
        if (exists(to)) {
            return false;
        }
        if (ftp.rename(at(from), at(to))) {
            return true;
        }
        String why = reply();
        if (exists(from)) {
            throw new IOException("it does not rename " + from + " to " + to + ": " + why);
        }
        return false;
    }

    @Override
    public byte[] read(String path, int most) throws IOException {
        InputStream in = ftp.retrieveFileStream(at(path));
        if (in == null) {
            throw new IOException("it does not hand over " + path + ": " + reply());
        }
        byte[] content;
        try (in) {
            content = in.readNBytes(most + 1);
        }
        if (content.length > most) {
            ftp.disconnect();
            return content;
        }
        // A line that breaks looks like the end of the file; only this answer tells that it was whole.
        if (!ftp.completePendingCommand()) {
            throw new IOException("it broke off while it handed over " + path + ": " + reply());
        }
        return content;
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        if (!ftp.storeFile(at(path), new ByteArrayInputStream(content))) {
            throw new IOException("it does not take " + path + ": " + reply());
        }
    }

    @Override
    public void close() {
        try {
            ftp.disconnect();
        } catch (IOException gone) {
            // What is closed because it is broken may be broken.
            return;
        }
    }
}
