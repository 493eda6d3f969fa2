package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.Declaration.Auth;
import io.crossdock.platform.landscape.Declaration.Envelope;
import io.crossdock.platform.xml.Soap;
import io.crossdock.platform.xml.XmlTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeMap;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** SOAP of declared connectors: what goes out in an envelope, and what an envelope that came back has in it. */
final class Envelopes {

    /** Where the answer's tree has what went wrong. */
    static final String FAULT = "fault";

    private static final String NO_HEADER = "<soap:Header></soap:Header>";
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int NONCE_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Envelopes() {
    }

    static Soap.Version version(Envelope soap) {
        return switch (soap.version()) {
            case V1_1 -> Soap.Version.V1_1;
            case V1_2 -> Soap.Version.V1_2;
        };
    }

    /** @throws IllegalArgumentException if the body cannot be said in XML, with a reason for whoever declared it */
    static byte[] around(JsonNode body, Envelope soap) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"")
                .append(version(soap).namespace()).append('"');
        new TreeMap<>(soap.namespaces()).forEach((prefix, namespace) -> out.append(" xmlns:").append(prefix).append("=\"")
                .append(XmlTree.escaped(namespace)).append('"'));
        out.append('>').append(NO_HEADER).append("<soap:Body>");
        if (body.size() != 1 || body.properties().stream().anyMatch(each -> each.getValue().isArray())) {
            throw new IllegalArgumentException("an envelope has one element in its body");
        }
        String element = XmlTree.write(body, soap.namespaces().keySet());
        out.append(soap.namespace().isEmpty() ? element : inDefault(element, soap.namespace()));
        return out.append("</soap:Body></soap:Envelope>").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The default namespace holds from the body's element on, so that the envelope itself is left alone. */
    private static String inDefault(String element, String namespace) {
        int end = element.indexOf('>');
        return element.substring(0, end) + " xmlns=\"" + XmlTree.escaped(namespace) + "\"" + element.substring(end);
    }

    /** The same envelope with a token for this one sending. */
    static byte[] signed(byte[] envelope, Auth.UsernameToken token, String password, Instant now) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        Instant created = now.truncatedTo(ChronoUnit.MILLIS);
        String word = switch (token.type()) {
            case TEXT -> word(Soap.PASSWORD_TEXT, XmlTree.escaped(password));
            case DIGEST -> word(Soap.PASSWORD_DIGEST, digest(nonce, created.toString(), password));
        };
        String security = "<soap:Header><wsse:Security xmlns:wsse=\"" + Soap.SECURITY + "\" xmlns:wsu=\"" + Soap.UTILITY
                + "\" soap:mustUnderstand=\"1\">" + (token.timestamp() ? timestamp(created) : "")
                + "<wsse:UsernameToken><wsse:Username>" + XmlTree.escaped(token.user()) + "</wsse:Username>" + word
                + "<wsse:Nonce EncodingType=\"" + Soap.BASE64 + "\">" + Base64.getEncoder().encodeToString(nonce)
                + "</wsse:Nonce><wsu:Created>" + created
                + "</wsu:Created></wsse:UsernameToken></wsse:Security></soap:Header>";
        String text = new String(envelope, StandardCharsets.UTF_8);
        int at = text.indexOf(NO_HEADER);
        return (text.substring(0, at) + security + text.substring(at + NO_HEADER.length())).getBytes(StandardCharsets.UTF_8);
    }

    private static String word(String type, String value) {
        return "<wsse:Password Type=\"" + type + "\">" + value + "</wsse:Password>";
    }

    private static String timestamp(Instant created) {
        return "<wsu:Timestamp><wsu:Created>" + created + "</wsu:Created><wsu:Expires>" + created.plus(LIFE)
                + "</wsu:Expires></wsu:Timestamp>";
    }

    /** WS-Security UsernameToken Profile 1.0, §3.1: Base64(SHA-1(nonce + created + password)). */
    private static String digest(byte[] nonce, String created, String password) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(nonce);
            sha1.update(created.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha1.digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-1", impossible);
        }
    }

    /** What the body has, by name; a fault as {@code fault} with code, reason and detail; empty if it is no envelope. */
    static Optional<JsonNode> read(byte[] answer) {
        return soap(answer).map(soap -> {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            soap.fault().ifPresentOrElse(fault -> {
                ObjectNode told = body.putObject(FAULT).put("code", fault.code()).put("reason", fault.reason())
                        .put("blame", fault.blame().name().toLowerCase(java.util.Locale.ROOT));
                fault.detail().ifPresent(detail -> told.set("detail", XmlTree.read(detail)));
            }, () -> soap.payload().ifPresent(each -> body.set(each.getLocalName(), XmlTree.read(each))));
            return body;
        });
    }

    static Optional<Soap.Fault> fault(byte[] answer) {
        return soap(answer).flatMap(Soap::fault);
    }

    private static Optional<Soap> soap(byte[] answer) {
        try {
            return Optional.of(Soap.read(answer));
        } catch (SAXException noEnvelope) {
            return Optional.empty();
        }
    }
}
