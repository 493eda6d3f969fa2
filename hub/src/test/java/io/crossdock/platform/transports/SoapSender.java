package io.crossdock.platform.transports;

import io.crossdock.platform.xml.SecureXml;
import io.crossdock.platform.xml.Soap;
import io.crossdock.platform.xml.SoapWriting;
import java.nio.charset.StandardCharsets;
import org.apache.wss4j.common.WSS4JConstants;
import org.apache.wss4j.common.ext.WSSecurityException;
import org.apache.wss4j.dom.message.WSSecHeader;
import org.apache.wss4j.dom.message.WSSecTimestamp;
import org.apache.wss4j.dom.message.WSSecUsernameToken;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** What whoever sends envelopes writes, with tokens as Apache WSS4J makes them, and what it reads in an answer. */
final class SoapSender {

    private SoapSender() {
    }

    static String envelope(String namespace, String text) {
        return "<e:Envelope xmlns:e='" + namespace + "'><e:Header/><e:Body><submit xmlns='urn:acme'><text>"
                + text.replace("&y;", "\u0001").replace("&", "&amp;").replace("<", "&lt;").replace("\u0001", "&y;")
                + "</text></submit></e:Body></e:Envelope>";
    }

    static String signed(String envelope, String password, boolean digest) throws SAXException, WSSecurityException {
        Document document = SecureXml.parse(envelope.getBytes(StandardCharsets.UTF_8));
        WSSecHeader header = new WSSecHeader(document);
        header.insertSecurityHeader();
        new WSSecTimestamp(header).build();
        WSSecUsernameToken token = new WSSecUsernameToken(header);
        token.setPasswordType(digest ? WSS4JConstants.PASSWORD_DIGEST : WSS4JConstants.PASSWORD_TEXT);
        token.setUserInfo("acme", password);
        token.addCreated();
        token.addNonce();
        token.build();
        return new String(SoapWriting.bytes(document.getDocumentElement()), StandardCharsets.UTF_8);
    }

    /** What an answer says. */
    static String said(byte[] answer) throws SAXException {
        Soap envelope = Soap.read(answer);
        return envelope.fault().map(fault -> fault.code() + " " + fault.reason()).orElseGet(() -> {
            var body = envelope.payload().orElseThrow();
            return body.getLocalName() + " " + Soap.text(body, "urn:crossdock:soap:1", "before");
        });
    }
}
