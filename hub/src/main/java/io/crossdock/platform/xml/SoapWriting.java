package io.crossdock.platform.xml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.w3c.dom.Element;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSOutput;
import org.w3c.dom.ls.LSSerializer;

/** What is said back in an envelope. */
public final class SoapWriting {

    private SoapWriting() {
    }

    /** A document of its own, in UTF-8, of an element that stood in another. */
    public static byte[] bytes(Element element) {
        DOMImplementationLS implementation = (DOMImplementationLS) element.getOwnerDocument().getImplementation()
                .getFeature("LS", "3.0");
        LSSerializer serializer = implementation.createLSSerializer();
        serializer.getDomConfig().setParameter("xml-declaration", false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LSOutput output = implementation.createLSOutput();
        output.setEncoding("UTF-8");
        output.setByteStream(out);
        serializer.write(element, output);
        return out.toByteArray();
    }

    /** @param body elements, written */
    public static byte[] envelope(Soap.Version version, String body) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"" + version.namespace()
                + "\"><soap:Body>" + body + "</soap:Body></soap:Envelope>").getBytes(StandardCharsets.UTF_8);
    }

    /** An envelope with a fault. @param reason in English */
    public static byte[] fault(Soap.Version version, Soap.Blame blame, String reason) {
        String text = XmlTree.escaped(reason);
        return envelope(version, switch (version) {
            case V1_1 -> "<soap:Fault><faultcode xmlns:wsse=\"" + Soap.SECURITY + "\">"
                    + code11(blame) + "</faultcode><faultstring>" + text + "</faultstring></soap:Fault>";
            case V1_2 -> "<soap:Fault><soap:Code><soap:Value>" + code12(blame) + "</soap:Value>"
                    + (blame == Soap.Blame.SECURITY ? "<soap:Subcode><soap:Value xmlns:wsse=\"" + Soap.SECURITY
                            + "\">wsse:FailedAuthentication</soap:Value></soap:Subcode>" : "")
                    + "</soap:Code><soap:Reason><soap:Text xml:lang=\"en\">" + text
                    + "</soap:Text></soap:Reason></soap:Fault>";
        });
    }

    private static String code11(Soap.Blame blame) {
        return switch (blame) {
            case SENDER -> "soap:Client";
            case SECURITY -> "wsse:FailedAuthentication";
            case PROTOCOL -> "soap:MustUnderstand";
            case RECEIVER -> "soap:Server";
        };
    }

    private static String code12(Soap.Blame blame) {
        return switch (blame) {
            case SENDER, SECURITY -> "soap:Sender";
            case PROTOCOL -> "soap:MustUnderstand";
            case RECEIVER -> "soap:Receiver";
        };
    }
}
