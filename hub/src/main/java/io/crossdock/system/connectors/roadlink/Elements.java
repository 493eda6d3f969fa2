package io.crossdock.system.connectors.roadlink;

import io.crossdock.canonical.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reading elements, with a complaint for everything that is missing. */
final class Elements {

    private static final int MAX_TEXT = 60;

    private Elements() {
    }

    static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }

    static Optional<String> text(Element parent, String name) {
        return children(parent, name).stream().findFirst().map(element -> element.getTextContent().strip())
                .filter(text -> !text.isEmpty());
    }

    /** The text of a child; empty, with a complaint, when there is none. */
    static Optional<String> text(Element parent, String name, String path, List<Fault> faults) {
        Optional<String> text = text(parent, name);
        if (text.isEmpty()) {
            faults.add(new Fault(path + "/" + name, "missing", "'" + name + "' is missing."));
        }
        return text;
    }

    /** The value of an attribute; blank, with a complaint, when there is none or it is too long. */
    static String attribute(Element element, String name, String path, List<Fault> faults) {
        String value = element.getAttribute(name).strip();
        if (value.isEmpty()) {
            faults.add(new Fault(path + "/@" + name, "missing", "'" + name + "' is missing."));
        } else if (value.length() > MAX_TEXT) {
            faults.add(new Fault(path + "/@" + name, "too-long",
                    "'" + name + "' has more than " + MAX_TEXT + " characters."));
            return "";
        }
        return value;
    }

    static String brief(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
