package io.crossdock.platform.transports;

import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.xml.Soap;
import io.crossdock.platform.xml.SoapWriting;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The message in an envelope: the element of its body, or the text of one element in it. */
final class SoapContent {

    private static final List<String> ADDRESSING = List.of("http://www.w3.org/2005/08/addressing",
            "http://schemas.xmlsoap.org/ws/2004/08/addressing");

    private SoapContent() {
    }

    /** @throws IllegalArgumentException if there is no message where the landscape says, with a reason for the sender */
    static Parcel of(Soap envelope, MessagePlace.Soap place) {
        Element payload = envelope.payload()
                .orElseThrow(() -> new IllegalArgumentException("The body of the envelope is empty."));
        byte[] content = place.element().map(name -> inside(payload, name, place.base64()))
                .orElseGet(() -> SoapWriting.bytes(payload));
        String type = place.element().isEmpty() ? "application/xml" : place.base64() ? "application/octet-stream"
                : "text/plain";
        return Parcel.of(id(envelope).orElseGet(() -> Parcel.digest(content)), Optional.empty(), Optional.of(type), content);
    }

    private static byte[] inside(Element payload, String name, boolean base64) {
        NodeList found = payload.getElementsByTagNameNS("*", name);
        boolean itself = name.equals(payload.getLocalName());
        if (found.getLength() + (itself ? 1 : 0) != 1) {
            throw new IllegalArgumentException("There must be one element " + name + "; there are "
                    + (found.getLength() + (itself ? 1 : 0)) + ".");
        }
        String text = (itself ? payload : found.item(0)).getTextContent();
        return base64 ? Base64.getMimeDecoder().decode(text.strip()) : text.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> id(Soap envelope) {
        return envelope.header().flatMap(header -> ADDRESSING.stream().map(each -> Soap.text(header, each, "MessageID"))
                .filter(each -> !each.isEmpty()).findFirst());
    }

    /** A header that must be understood, and is not. */
    static Optional<String> notUnderstood(Soap envelope) {
        return envelope.header().flatMap(header -> {
            for (var child = header.getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child instanceof Element each && isDemanded(each, envelope)
                        && !Soap.SECURITY.equals(each.getNamespaceURI())
                        && !ADDRESSING.contains(String.valueOf(each.getNamespaceURI()))) {
                    return Optional.of(String.valueOf(each.getLocalName()));
                }
            }
            return Optional.empty();
        });
    }

    private static boolean isDemanded(Element header, Soap envelope) {
        String value = header.getAttributeNS(envelope.version().namespace(), "mustUnderstand");
        return value.equals("1") || value.equals("true");
    }
}
