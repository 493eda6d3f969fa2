package io.crossdock.platform.transports;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Finds in a mail who sent it and what is attached to it. */
final class MailReading {

    static final String TYPE = "message/rfc822";

    private static final int DEPTH_MAX = 10;
    private static final int PARTS_MAX = 100;

    private final MimeMessage mail;

    /** @throws MessagingException if it is no mail */
    MailReading(byte[] content) throws MessagingException {
        this.mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(content));
    }

    /** The one address in From, in small letters; empty when there is none, or several. */
    Optional<String> sender() {
        try {
            return Optional.ofNullable(mail.getFrom()).filter(from -> from.length == 1)
                    .map(from -> ((InternetAddress) from[0]).getAddress())
                    .map(address -> address.toLowerCase(Locale.ROOT));
        } catch (MessagingException unreadable) {
            return Optional.empty();
        }
    }

    static boolean isOf(String sender, Set<String> senders) {
        return senders.contains(sender) || senders.contains(sender.substring(Math.max(0, sender.lastIndexOf('@'))));
    }

    /** Files, whether they are called attachments or not; pictures, as signatures have them, are none. */
    List<Door.Thing> attachments(String key, Instant at) throws MessagingException, IOException {
        List<Door.Thing> found = new ArrayList<>();
        collect(mail, key, at, 0, found);
        return found;
    }

    private static void collect(Part part, String key, Instant at, int depth, List<Door.Thing> found)
            throws MessagingException, IOException {
        if (depth > DEPTH_MAX || found.size() >= PARTS_MAX) {
            throw new MessagingException("it is nested more than " + DEPTH_MAX + " deep or has more than " + PARTS_MAX
                    + " files");
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart all) {
            for (int i = 0; i < all.getCount(); i++) {
                BodyPart each = all.getBodyPart(i);
                collect(each, key, at, depth + 1, found);
            }
        } else if (part.getFileName() != null && !part.isMimeType("image/*")) {
            String name = MimeUtility.decodeText(part.getFileName()).replaceAll("[\\p{Cntrl}/\\\\]", "_");
            found.add(new Door.Thing(key + "#" + (found.size() + 1), name, Arrays.stream(part.getContentType().split(";"))
                    .findFirst().orElse("application/octet-stream"), at, part.getInputStream().readAllBytes()));
        }
    }
}
