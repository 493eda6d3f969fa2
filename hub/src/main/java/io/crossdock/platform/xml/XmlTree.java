package io.crossdock.platform.xml;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * XML as a tree of JSON and back. An element is a member by its local name, several of one name are an array, an attribute
 * is {@code @name}, text beside attributes or elements is {@code #text}, an element of nothing but text is that text, one
 * that is {@code xsi:nil} is null. When it is written, members are elements in their order; what is null is left out.
 */
public final class XmlTree {

    private static final String TEXT = "#text";
    private static final String ATTRIBUTE = "@";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern NAME = Pattern.compile("(?:([A-Za-z_][A-Za-z0-9._-]*):)?[A-Za-z_][A-Za-z0-9._-]*");
    private static final int DEPTH_MAX = 60;

    private XmlTree() {
    }

    /** What is in an element. */
    public static JsonNode read(Element element) {
        NamedNodeMap attributes = element.getAttributes();
        ObjectNode object = JSON.objectNode();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            if (XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(attribute.getNamespaceURI())
                    && "nil".equals(attribute.getLocalName()) && Set.of("true", "1").contains(attribute.getValue())) {
                return JSON.nullNode();
            }
            if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())
                    && !XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(attribute.getNamespaceURI())) {
                object.put(ATTRIBUTE + attribute.getLocalName(), attribute.getValue());
            }
        }
        StringBuilder text = new StringBuilder();
        boolean elements = false;
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element each) {
                elements = true;
                add(object, each.getLocalName(), read(each));
            } else if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            }
        }
        if (!elements && object.isEmpty()) {
            return JSON.stringNode(text.toString());
        }
        if (!text.toString().isBlank()) {
            object.put(TEXT, text.toString());
        }
        return object;
    }

    private static void add(ObjectNode object, String name, JsonNode value) {
        switch (object.get(name)) {
            case null -> object.set(name, value);
            case ArrayNode several -> several.add(value);
            case JsonNode one -> object.set(name, JSON.arrayNode().add(one).add(value));
        }
    }

    /**
     * The members of an object as elements.
     *
     * @param prefixes that names may have; the elements around must declare them
     * @throws IllegalArgumentException if it cannot be said in XML, with a reason for whoever wrote it
     */
    public static String write(JsonNode object, Set<String> prefixes) {
        if (!object.isObject()) {
            throw new IllegalArgumentException("only an object can be written as XML elements");
        }
        StringBuilder out = new StringBuilder();
        elements(object, prefixes, 0, out);
        return out.toString();
    }

    private static void elements(JsonNode object, Set<String> prefixes, int depth, StringBuilder out) {
        if (depth > DEPTH_MAX) {
            throw new IllegalArgumentException("it is nested more than " + DEPTH_MAX + " deep");
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getKey().equals(TEXT)) {
                out.append(escaped(member.getValue().asString("")));
            } else if (!member.getKey().startsWith(ATTRIBUTE)) {
                JsonNode value = member.getValue();
                for (JsonNode each : value.isArray() ? value : JSON.arrayNode().add(value)) {
                    element(name(member.getKey(), prefixes), each, prefixes, depth, out);
                }
            }
        }
    }

    private static void element(String name, JsonNode value, Set<String> prefixes, int depth, StringBuilder out) {
        if (value.isNull()) {
            return;
        }
        if (value.isArray()) {
            throw new IllegalArgumentException("the element " + name + " is a list of lists");
        }
        out.append('<').append(name);
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (member.getKey().startsWith(ATTRIBUTE) && !member.getValue().isNull()) {
                out.append(' ').append(name(member.getKey().substring(ATTRIBUTE.length()), prefixes)).append("=\"")
                        .append(escaped(text(member.getValue()))).append('"');
            }
        }
        out.append('>');
        if (value.isObject()) {
            elements(value, prefixes, depth + 1, out);
        } else {
            out.append(escaped(text(value)));
        }
        out.append("</").append(name).append('>');
    }

    private static String text(JsonNode value) {
        return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asString(value.toString());
    }

    private static String name(String name, Set<String> prefixes) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of an XML element");
        }
        if (parts.group(1) != null && !prefixes.contains(parts.group(1))) {
            throw new IllegalArgumentException("the prefix of '" + name + "' has no namespace");
        }
        return name;
    }

    /** For text and for attributes in double quotes. @throws IllegalArgumentException for what XML 1.0 cannot hold */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(each -> {
            switch (each) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                // As characters they would come out as a space, or not at all.
                case '\t', '\n', '\r' -> out.append("&#").append(each).append(';');
                default -> {
                    if (each < ' ' || each >= 0xD800 && each <= 0xDFFF || each == 0xFFFE || each == 0xFFFF) {
                        throw new IllegalArgumentException("XML cannot hold the character U+%04X".formatted(each));
                    }
                    out.appendCodePoint(each);
                }
            }
        });
        return out.toString();
    }
}
