package io.crossdock.experience.mail;

import io.crossdock.platform.landscape.Encryption;
import io.crossdock.platform.landscape.MailServer;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Speaks SMTP (RFC 5321), a connection for each mail: alerts are few. */
final class Smtp {

    private static final String PATIENCE_MS = "10000";
    private static final int EXCERPT = 300;
    private static final List<String> PROTOCOLS = List.of("mail.smtp.", "mail.smtps.");

    private Smtp() {
    }

    /** What became of a mail. */
    sealed interface Reply {

        /** The server answers for it from now on. @param id its Message-ID */
        record Taken(String id, String said) implements Reply {
        }

        /** There was no connection, or no one who may use it. */
        record NotThere(String why) implements Reply {
        }

        /** RFC 5321 §4.2.1, 4yz. */
        record Later(int code, String why) implements Reply {
        }

        /** RFC 5321 §4.2.1, 5yz. */
        record Never(int code, String why) implements Reply {
        }

        /** The connection ended while the mail was on its way: nobody knows. */
        record Lost(String why) implements Reply {
        }
    }

    /** @param tls empty for the usual */
    static Reply send(MailServer server, Optional<String> password, Optional<SSLContext> tls, Mail mail) {
        Properties settings = properties(server, password.isPresent());
        tls.ifPresent(context -> PROTOCOLS.forEach(protocol ->
                settings.put(protocol + "ssl.socketFactory", context.getSocketFactory())));
        Session session = Session.getInstance(settings);
        String protocol = server.encryption() == Encryption.IMPLICIT ? "smtps" : "smtp";
        try (SMTPTransport transport = (SMTPTransport) session.getTransport(protocol)) {
            try {
                connect(transport, server, password);
            } catch (MessagingException e) {
                return new Reply.NotThere(e instanceof AuthenticationFailedException
                        ? "it does not accept our user or password" : words(e));
            }
            return send(transport, message(session, server, mail));
        } catch (MessagingException e) {
            // Closing failed, or the message could not even be built; what was answered before has returned.
            return new Reply.Lost(words(e));
        }
    }

    private static void connect(SMTPTransport transport, MailServer server, Optional<String> password)
            throws MessagingException {
        if (password.isPresent()) {
            transport.connect(server.host(), server.port(), server.login().orElseThrow().user(), password.get());
        } else {
            // With any user, even an empty one, the library would log in wherever a server offers it.
            transport.connect();
        }
    }

    private static Reply send(SMTPTransport transport, Message message) {
        try {
            transport.sendMessage(message, message.getAllRecipients());
            return new Reply.Taken(message.getMessageID(), words(transport.getLastServerResponse()));
        } catch (MessagingException e) {
            return refused(e);
        }
    }

    /** The answer that says no, wherever it is among the causes. */
    private static Reply refused(MessagingException failed) {
        for (Exception each = failed; each != null; each = each instanceof MessagingException more ? more.getNextException()
                : null) {
            int code = switch (each) {
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSenderFailedException sender -> sender.getReturnCode();
                case SMTPSendFailedException send -> send.getReturnCode();
                case Exception ignored -> 0;
            };
            if (code >= 500) {
                return new Reply.Never(code, words(each));
            }
            if (code >= 400) {
                return new Reply.Later(code, words(each));
            }
        }
        return new Reply.Lost(words(failed));
    }

    /** Keeps the Message-ID that it is given. */
    private static final class Message extends MimeMessage {

        private final String id;

        Message(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    private static Message message(Session session, MailServer server, Mail mail) throws MessagingException {
        String domain = server.from().substring(server.from().indexOf('@') + 1);
        Message message = new Message(session, "<" + mail.id() + "@" + domain + ">");
        message.setFrom(new InternetAddress(server.from()));
        message.setRecipients(MimeMessage.RecipientType.TO, new Address[] {new InternetAddress(mail.to())});
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.written()));
        // RFC 3834 §5: no holiday answers, please.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setText(mail.text(), StandardCharsets.UTF_8.name());
        message.saveChanges();
        return message;
    }

    private static Properties properties(MailServer server, boolean login) {
        Properties all = new Properties();
        for (String protocol : PROTOCOLS) {
            all.setProperty(protocol + "host", server.host());
            all.setProperty(protocol + "port", String.valueOf(server.port()));
            all.setProperty(protocol + "connectiontimeout", PATIENCE_MS);
            all.setProperty(protocol + "timeout", PATIENCE_MS);
            all.setProperty(protocol + "writetimeout", PATIENCE_MS);
            all.setProperty(protocol + "auth", Boolean.toString(login));
            all.setProperty(protocol + "ssl.checkserveridentity", "true");
            all.setProperty(protocol + "quitwait", "false");
        }
        boolean startTls = server.encryption() == Encryption.STARTTLS;
        all.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
        all.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
        return all;
    }

    private static String words(Exception e) {
        return words(String.valueOf(e.getMessage()));
    }

    private static String words(String text) {
        String plain = String.valueOf(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return plain.substring(0, Math.min(EXCERPT, plain.length()));
    }
}
