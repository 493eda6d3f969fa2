package io.crossdock.experience.mail;

import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.MailServer;
import io.crossdock.process.alerts.AlertFact;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * One e-mail: the request of an effect.
 *
 * @param id   left of the at sign of its Message-ID (RFC 5322 §3.6.4); the same for every try
 * @param text lines that end with a line feed
 */
record Mail(String to, String id, String subject, String text, Instant written) {

    /** The kind of effect that sends. */
    static final String KIND = "alert.mail";

    private static final int SUBJECT_MAX = 160;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm zzz", Locale.ENGLISH);

    static Mail of(String reader, String id, Fact fact, AlertFact alert, Landscape landscape, MailServer server) {
        boolean over = fact.type().equals(AlertFact.OVER);
        String sentence = line(alert.sentence());
        String subject = "[" + line(landscape.name()) + "] " + (over ? "Over: " : "") + sentence;
        UUID one = UUID.nameUUIDFromBytes((id + " " + reader + " " + landscape.name()).getBytes(StandardCharsets.UTF_8));
        return new Mail(reader, id + "." + one, subject.substring(0, Math.min(SUBJECT_MAX, subject.length())),
                text(sentence, over, alert, landscape, server), fact.time());
    }

    private static String text(String sentence, boolean over, AlertFact alert, Landscape landscape, MailServer server) {
        StringBuilder text = new StringBuilder(sentence).append("\n");
        if (over) {
            text.append("\nIts cause is gone; nobody need do anything.\n");
        } else {
            text.append('\n');
            alert.owner().ifPresent(owner -> say(text, "Who answers for it", owner));
            say(text, "Exceptions", Integer.toString(alert.exceptions()));
            alert.atRisk().ifPresent(amount -> say(text, "Money at risk", amount.toPlainString() + " "
                    + alert.currency().orElse("")));
            alert.deadline().ifPresent(deadline -> say(text, "Deadline", when(deadline, landscape.zone())));
            alert.then().ifPresent(then -> say(text, "What happens then", then));
        }
        alert.others().forEach(other -> text.append("  - ").append(line(other)).append('\n'));
        text.append('\n');
        say(text, "Where it is seen", link(server.console(), alert.console()));
        alert.runbook().filter(page -> !over).ifPresent(page -> say(text, "What to do", link(server.runbooks(), page)));
        return text.append("\nYou get this by the rule ").append(alert.rule()).append(" of ")
                .append(line(landscape.name())).append(".\n").toString();
    }

    private static void say(StringBuilder text, String what, String said) {
        text.append(what).append(": ").append(line(said)).append('\n');
    }

    private static String when(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }

    /** Where nobody said where it is, the path alone. */
    private static String link(Optional<URI> base, String path) {
        return base.map(URI::toString).map(start -> start.endsWith("/") ? start.substring(0, start.length() - 1) : start)
                .map(start -> start + (path.startsWith("/") ? path : "/" + path)).orElse(path);
    }

    /** What others wrote must not begin a header or a line of ours. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ").strip();
    }
}
