package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportTrouble.said;

import io.crossdock.platform.landscape.Encryption;
import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.platform.transports.Lines.Login;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;

/** A folder of a mailbox. A mail is taken whole, as it came; it moves to the archive when it is kept. */
final class ImapLine implements Line {

    /** A longer one stays where it is, and is told of. */
    private static final int BYTES_MAX = 64 << 20;

    private final MessagePlace.Imap place;
    private final Mailbox store;
    private final IMAPFolder folder;
    private final Folder archive;
    private List<Message> fetched = List.of();

    ImapLine(MessagePlace.Imap place, Login login, Timeouts timeouts, Optional<SSLContext> tls) throws TransportTrouble {
        this.place = place;
        this.store = new Mailbox(Session.getInstance(settings(place.encryption(), timeouts, tls)), place.encryption());
        try {
            store.connect(place.host(), place.port(), login.user(), login.password().reveal());
        } catch (MessagingException failure) {
            throw unopened(login, failure);
        }
        try {
            this.folder = (IMAPFolder) store.getFolder(place.folder());
            folder.open(Folder.READ_WRITE);
            this.archive = store.getFolder(place.archive());
            if (!archive.exists() && !archive.create(Folder.HOLDS_MESSAGES)) {
                throw new MessagingException("the server does not make the folder " + place.archive());
            }
        } catch (MessagingException failure) {
            close();
            throw trouble(failure);
        }
    }

    /** A server to which nothing is shown before the line is as safe as the landscape says. */
    private static final class Mailbox extends IMAPStore {

        private final Encryption encryption;
        private volatile boolean known;

        Mailbox(Session session, Encryption encryption) {
            super(session, new URLName(protocol(encryption), "", -1, "", "", ""), protocol(encryption),
                    encryption == Encryption.IMPLICIT);
            this.encryption = encryption;
        }

        @Override
        protected void preLogin(IMAPProtocol line) throws ProtocolException {
            if (encryption != Encryption.NONE && !line.isSSL()) {
                throw new ProtocolException("the line is not encrypted");
            }
            known = true;
        }

        /** Whether the line went so far that a user and a password were shown. */
        boolean isKnown() {
            return known;
        }
    }

    private static String protocol(Encryption encryption) {
        return encryption == Encryption.IMPLICIT ? "imaps" : "imap";
    }

    private TransportTrouble unopened(Login login, MessagingException failure) {
        String server = place.host() + ":" + place.port();
        if (failure instanceof AuthenticationFailedException && store.isKnown()) {
            return new TransportTrouble("login-refused", server + " does not let " + login.user() + " in with "
                    + place.account().password() + ".", failure);
        }
        // The library takes a server's no to the command itself for one to the login, and tells its own no in words only.
        if (place.encryption() == Encryption.STARTTLS && (failure instanceof AuthenticationFailedException
                || said(failure).startsWith("STARTTLS required"))) {
            return new TransportTrouble("starttls-refused", server + " does not go over to TLS (STARTTLS): "
                    + (failure instanceof AuthenticationFailedException ? "it answered " + said(failure)
                            : "it does not offer it") + ". No password was sent.", failure);
        }
        return new TransportTrouble("unreachable", "There is no way to " + place + ": " + why(failure) + ".", failure);
    }

    /** That STARTTLS failed is no reason: what is wrong, such as the certificate, is further down. */
    private static String why(MessagingException failure) {
        if (!said(failure).equals("STARTTLS failure")) {
            return said(failure);
        }
        Throwable deepest = failure;
        while (deepest.getCause() instanceof Throwable cause) {
            deepest = cause;
        }
        return said(failure) + ": " + said(deepest);
    }

    private static Properties settings(Encryption encryption, Timeouts timeouts, Optional<SSLContext> tls) {
        Properties settings = new Properties();
        String prefix = "mail." + protocol(encryption) + ".";
        tls.ifPresent(context -> settings.put(prefix + "ssl.socketFactory", context.getSocketFactory()));
        settings.setProperty(prefix + "starttls.enable", Boolean.toString(encryption == Encryption.STARTTLS));
        settings.setProperty(prefix + "starttls.required", Boolean.toString(encryption == Encryption.STARTTLS));
        settings.setProperty(prefix + "connectiontimeout", String.valueOf(timeouts.connect().toMillis()));
        settings.setProperty(prefix + "timeout", String.valueOf(timeouts.call().toMillis()));
        settings.setProperty(prefix + "writetimeout", String.valueOf(timeouts.call().toMillis()));
        settings.setProperty(prefix + "ssl.checkserveridentity", "true");
        // Whole mails are read in one go.
        settings.setProperty(prefix + "partialfetch", "false");
        return settings;
    }

    @Override
    public List<Parcel> fetch(int most, Duration patience) throws TransportTrouble {
        try {
            folder.getMessageCount();
            Message[] all = folder.getMessageCount() == 0 ? new Message[0]
                    : folder.getMessages(1, Math.min(folder.getMessageCount(), most));
            List<Parcel> parcels = new ArrayList<>();
            List<Message> taken = new ArrayList<>();
            for (Message mail : all) {
                if (!mail.isExpunged()) {
                    parcels.add(parcel(mail));
                    taken.add(mail);
                }
            }
            fetched = taken;
            return parcels;
        } catch (MessagingException | IOException failure) {
            throw trouble(failure);
        }
    }

    /** A Message-ID can be anybody's: beside it the content tells whether it is the same mail. */
    private Parcel parcel(Message mail) throws MessagingException, IOException, TransportTrouble {
        if (mail.getSize() > BYTES_MAX) {
            throw new TransportTrouble("message-too-large", "Mail " + mail.getMessageNumber() + " in " + place + " has "
                    + mail.getSize() + " bytes, at most " + BYTES_MAX + " are taken. Take it away there.");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        mail.writeTo(out);
        byte[] content = out.toByteArray();
        String[] ids = mail.getHeader("Message-ID");
        return Parcel.of(ids == null || ids.length == 0 ? Parcel.digest(content) : ids[0].strip(), Optional.empty(),
                Optional.of(MailReading.TYPE), content);
    }

    @Override
    public void kept() throws TransportTrouble {
        try {
            Message[] mails = fetched.toArray(Message[]::new);
            if (store.hasCapability("MOVE")) {
                folder.moveMessages(mails, archive);
            } else {
                folder.copyMessages(mails, archive);
                folder.setFlags(mails, new jakarta.mail.Flags(jakarta.mail.Flags.Flag.DELETED), true);
            }
            folder.expunge();
            fetched = List.of();
        } catch (MessagingException failure) {
            throw trouble(failure);
        }
    }

    private TransportTrouble trouble(Exception failure) {
        return failure instanceof FolderNotFoundException
                ? new TransportTrouble("folder-missing", "There is no " + place + ".", failure)
                : new TransportTrouble("unreachable", "The line to " + place + " broke: " + said(failure) + ".", failure);
    }

    @Override
    public Duration pause() {
        return place.poll();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void close() {
        try {
            store.close();
        } catch (MessagingException gone) {
            // What is closed because it is broken may be broken.
            return;
        }
    }
}
