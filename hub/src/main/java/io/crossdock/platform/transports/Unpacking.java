package io.crossdock.platform.transports;

import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.MessagePlace;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds what a message carries: itself, or the files that are attached to a mail. */
@Component
class Unpacking {

    /** @throws Indigestible if it is a mail of a stranger, or one that cannot be read, or without a file */
    List<Door.Thing> open(Inlet inlet, Message message) {
        if (!(inlet.place() instanceof MessagePlace.Imap mailbox)) {
            return List.of(new Door.Thing(message.dedupeKey(), message.dedupeKey(), message.contentType(),
                    message.receivedAt(), message.payload()));
        }
        try {
            MailReading mail = new MailReading(message.payload());
            String sender = mail.sender().orElse("nobody, or several");
            if (!MailReading.isOf(sender, mailbox.senders())) {
                throw new Indigestible("mail-sender-unknown", "Mail " + message.dedupeKey() + " in " + mailbox
                        + " is from " + sender + ", whom senders of sources/" + inlet.id() + ".yaml does not name.");
            }
            List<Door.Thing> files = mail.attachments(message.dedupeKey(), message.receivedAt());
            if (files.isEmpty()) {
                throw new Indigestible("mail-without-file", "Mail " + message.dedupeKey() + " from " + sender
                        + " has no file attached.");
            }
            return files;
        } catch (MessagingException | IOException unreadable) {
            throw new Indigestible("mail-unreadable", "Mail " + message.dedupeKey() + " cannot be read: "
                    + TransportTrouble.said(unreadable) + ".");
        }
    }
}
