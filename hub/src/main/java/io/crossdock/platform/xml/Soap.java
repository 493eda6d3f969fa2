package io.crossdock.platform.xml;

import java.util.Optional;
import javax.xml.XMLConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Envelopes of SOAP 1.1 and 1.2: their parts, and those of a fault. */
public record Soap(Version version, Optional<Element> header, Optional<Element> payload) {

    /** A version of the protocol. */
    public enum Version {
        V1_1("http://schemas.xmlsoap.org/soap/envelope/", "text/xml"),
        V1_2("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml");

        private final String namespace;
        private final String mediaType;

        Version(String namespace, String mediaType) {
            this.namespace = namespace;
            this.mediaType = mediaType;
        }

        public String namespace() {
            return namespace;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /** WS-Security 1.0, as both versions of SOAP have it in their header. */
    public static final String SECURITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    public static final String UTILITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String TOKEN_PROFILE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#";
    public static final String PASSWORD_TEXT = TOKEN_PROFILE + "PasswordText";
    public static final String PASSWORD_DIGEST = TOKEN_PROFILE + "PasswordDigest";
    public static final String BASE64 =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

    /** Whose fault it is. */
    public enum Blame {
        /** What was sent is wrong: certainly not done. */
        SENDER,
        /** Who we are was not accepted. */
        SECURITY,
        /** What was sent is not understood as SOAP: certainly not done. */
        PROTOCOL,
        /** Something went wrong there, before, while or after it was done. */
        RECEIVER
    }

    /** @param code the most special one, without its prefix */
    public record Fault(Blame blame, String code, String reason, Optional<Element> detail) {
    }

    /** @throws SAXException if it is no XML, or no envelope of either version */
    public static Soap read(byte[] xml) throws SAXException {
        Document document = SecureXml.parse(xml);
        Element envelope = document.getDocumentElement();
        for (Version version : Version.values()) {
            if (version.namespace.equals(envelope.getNamespaceURI()) && "Envelope".equals(envelope.getLocalName())) {
                Element body = child(envelope, version.namespace, "Body")
                        .orElseThrow(() -> new SAXException("the envelope has no body"));
                return new Soap(version, child(envelope, version.namespace, "Header"), first(body));
            }
        }
        throw new SAXException("the document is no SOAP envelope, but " + envelope.getNodeName());
    }

    /** What the body says went wrong. */
    public Optional<Fault> fault() {
        return payload.filter(each -> "Fault".equals(each.getLocalName())
                && version.namespace.equals(each.getNamespaceURI())).map(each -> switch (version) {
                    case V1_1 -> fault11(each);
                    case V1_2 -> fault12(each);
                });
    }

    /** Codes of 1.1 grow more special after a dot; many systems write words of their own, which blame nobody. */
    private static Fault fault11(Element fault) {
        String code = local(text(fault, XMLConstants.NULL_NS_URI, "faultcode"));
        String general = code.contains(".") ? code.substring(0, code.indexOf('.')) : code;
        return new Fault(blame(general, code), code, text(fault, XMLConstants.NULL_NS_URI, "faultstring"),
                child(fault, XMLConstants.NULL_NS_URI, "detail"));
    }

    private static Fault fault12(Element fault) {
        String namespace = Version.V1_2.namespace;
        Optional<Element> code = child(fault, namespace, "Code");
        String general = code.map(each -> local(text(each, namespace, "Value"))).orElse("");
        String special = code.map(Soap::special).filter(each -> !each.isEmpty()).orElse(general);
        return new Fault(blame(general, special), special,
                child(fault, namespace, "Reason").map(each -> text(each, namespace, "Text")).orElse(""),
                child(fault, namespace, "Detail"));
    }

    private static String special(Element code) {
        String namespace = Version.V1_2.namespace;
        String found = "";
        Optional<Element> subcode = child(code, namespace, "Subcode");
        while (subcode.isPresent()) {
            found = local(text(subcode.get(), namespace, "Value"));
            subcode = child(subcode.get(), namespace, "Subcode");
        }
        return found;
    }

    private static Blame blame(String general, String special) {
        return switch (special) {
            case "FailedAuthentication", "InvalidSecurity", "InvalidSecurityToken", "FailedCheck",
                    "SecurityTokenUnavailable", "UnsupportedSecurityToken", "MessageExpired", "SecurityError" ->
                Blame.SECURITY;
            default -> switch (general) {
                case "Client", "Sender" -> Blame.SENDER;
                case "MustUnderstand", "VersionMismatch", "DataEncodingUnknown" -> Blame.PROTOCOL;
                default -> Blame.RECEIVER;
            };
        };
    }

    private static String local(String qualified) {
        return qualified.substring(qualified.lastIndexOf(':') + 1).strip();
    }

    /** The text of a child; empty when there is none. */
    public static String text(Element parent, String namespace, String name) {
        return child(parent, namespace, name).map(each -> each.getTextContent().strip()).orElse("");
    }

    /** The first child of that name; an empty namespace is none. */
    public static Optional<Element> child(Element parent, String namespace, String name) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && name.equals(element.getLocalName())
                    && namespace.equals(Optional.ofNullable(element.getNamespaceURI()).orElse(""))) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    private static Optional<Element> first(Element parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }
}
