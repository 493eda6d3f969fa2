package io.crossdock.system.connectors.roadlink;

import io.crossdock.canonical.Fault;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.xml.SecureXml;
import io.crossdock.system.connectors.CarrierEvent;
import io.crossdock.system.connectors.CarrierTranslator;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** XML with the status codes of X12 214 and times local to a zone (estate contract §5.2). */
@Component
class RoadlinkTranslator implements CarrierTranslator {

    private static final String ROOT = "TransportStatus";

    @Override
    public String connector() {
        return "roadlink";
    }

    @Override
    public Translation translate(SystemSettings carrier, String contentType, byte[] message) {
        try {
            Element root = SecureXml.parse(message).getDocumentElement();
            return ROOT.equals(root.getLocalName()) ? read(root)
                    : unreadable("/", "root-unknown", "The document is a '"
                    + Elements.brief(root.getLocalName())
                            + "', not a " + ROOT + ".");
        } catch (SAXException e) {
            return unreadable("/", "malformed-xml", "This is not XML that can be read" + where(e) + ".");
        }
    }

    /** The parser's own words depend on the machine's language. */
    private static String where(SAXException e) {
        return e instanceof SAXParseException at
                ? ", from line " + at.getLineNumber() + ", column " + at.getColumnNumber() + " on" : "";
    }

    private static Translation read(Element root) {
        List<Fault> faults = new ArrayList<>();
        String path = "/" + ROOT;
        String messageId = Elements.attribute(root, "messageId", path, faults);
        List<CarrierEvent> events = new ArrayList<>();
        List<Element> shipments = Elements.children(root, "Shipment");
        for (int i = 0; i < shipments.size(); i++) {
            events.addAll(StatusReading.of(shipments.get(i), messageId, path + "/Shipment[" + (i + 1) + "]",
                    faults));
        }
        if (events.isEmpty() && faults.isEmpty()) {
            faults.add(new Fault(path, "nothing-said", "The message has no Status of any Shipment."));
        }
        return faults.isEmpty() ? new Translation.Understood(events) : new Translation.Unreadable(faults);
    }

    private static Translation unreadable(String where, String code, String sentence) {
        return new Translation.Unreadable(List.of(new Fault(where, code, sentence)));
    }
}
