package io.crossdock.platform.transports;

import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.MessagePlace.PasswordType;
import io.crossdock.platform.xml.Soap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The UsernameToken in the header of an envelope, as WS-Security 1.0 and its UsernameToken Profile 1.0 have it. */
final class SoapToken {

    /** How far the sender's clock may be from ours, either way. */
    static final Duration FRESH = Duration.ofMinutes(5);

    private static final int NONCE_BYTES_MAX = 64;

    private SoapToken() {
    }

    /** Whether it is believed. */
    sealed interface Verdict {

        /** @param nonce that must not come again; a password in words may come without */
        record Accepted(Optional<String> nonce) implements Verdict {
        }

        /** @param reason for the sender; it tells nothing to whom does not know the password */
        record Refused(String reason) implements Verdict {
        }
    }

    private static final Verdict STRANGER = new Verdict.Refused("The UsernameToken is missing, or not believed.");

    static Verdict judge(Soap envelope, MessagePlace.Soap place, byte[] password, Instant now) {
        Optional<Element> security = envelope.header().flatMap(header -> only(header, Soap.SECURITY, "Security"));
        Optional<Element> token = security.flatMap(each -> only(each, Soap.SECURITY, "UsernameToken"));
        if (token.isEmpty() || !Soap.text(token.get(), Soap.SECURITY, "Username").equals(place.account().user())) {
            return STRANGER;
        }
        String encoded = Soap.text(token.get(), Soap.SECURITY, "Nonce");
        String created = Soap.text(token.get(), Soap.UTILITY, "Created");
        Optional<byte[]> nonce = decoded(encoded);
        if (!knowsPassword(token.get(), place, nonce.orElse(new byte[0]), created, password)) {
            return STRANGER;
        }
        boolean digest = typeOf(token.get()).equals(PasswordType.DIGEST);
        if (nonce.isEmpty() && (digest || !encoded.isEmpty()) || created.isEmpty() && digest) {
            return new Verdict.Refused("A digest needs a Nonce of at most " + NONCE_BYTES_MAX
                    + " bytes in Base64, and Created.");
        }
        if (!created.isEmpty() && !isFresh(created, now) || isOver(security.get(), now)) {
            return new Verdict.Refused("Created lies more than " + FRESH.toMinutes() + " minutes from " + now
                    + ", or the Timestamp has expired.");
        }
        return new Verdict.Accepted(nonce.map(bytes -> Base64.getEncoder().encodeToString(bytes)));
    }

    private static PasswordType typeOf(Element token) {
        String type = Soap.child(token, Soap.SECURITY, "Password").map(each -> each.getAttribute("Type")).orElse("");
        return type.equals(Soap.PASSWORD_DIGEST) ? PasswordType.DIGEST : PasswordType.TEXT;
    }

    private static boolean knowsPassword(Element token, MessagePlace.Soap place, byte[] nonce, String created,
            byte[] password) {
        PasswordType type = typeOf(token);
        if (!place.types().contains(type)) {
            return false;
        }
        String shown = Soap.child(token, Soap.SECURITY, "Password").map(Element::getTextContent).orElse("");
        byte[] expected = switch (type) {
            case TEXT -> password;
            case DIGEST -> digest(nonce, created, password).getBytes(StandardCharsets.US_ASCII);
        };
        return MessageDigest.isEqual(expected, (type == PasswordType.TEXT ? shown : shown.strip())
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] nonce, String created, byte[] password) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(nonce);
            sha1.update(created.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha1.digest(password));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-1", impossible);
        }
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(base64))
                    .filter(bytes -> bytes.length > 0 && bytes.length <= NONCE_BYTES_MAX);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static boolean isFresh(String created, Instant now) {
        try {
            Instant at = OffsetDateTime.parse(created).toInstant();
            return !at.isBefore(now.minus(FRESH)) && !at.isAfter(now.plus(FRESH));
        } catch (DateTimeException noTime) {
            return false;
        }
    }

    private static boolean isOver(Element security, Instant now) {
        String expires = Soap.child(security, Soap.UTILITY, "Timestamp")
                .map(each -> Soap.text(each, Soap.UTILITY, "Expires")).orElse("");
        try {
            return !expires.isEmpty() && !now.isBefore(OffsetDateTime.parse(expires).toInstant());
        } catch (DateTimeException noTime) {
            return true;
        }
    }

    /** Of two, nobody could say which is meant. */
    private static Optional<Element> only(Element parent, String namespace, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && name.equals(element.getLocalName())
                    && namespace.equals(element.getNamespaceURI())) {
                found.add(element);
            }
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
