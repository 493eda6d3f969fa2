package io.crossdock.platform.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** XML as a tree and back; what is dangerous is refused before it is understood. */
class XmlTreeTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static JsonNode read(String xml) throws SAXException {
        return XmlTree.read(SecureXml.parse(xml.getBytes(StandardCharsets.UTF_8)).getDocumentElement());
    }

    private static String write(String json) {
        return XmlTree.write(JSON.readTree(json), Set.of("b"));
    }

    @Test
    void elementsAreMembersByTheirLocalNames() throws SAXException {
        assertThat(read("""
                <o:order xmlns:o="urn:o" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" o:id="7">
                  <o:line no="1">bolt &amp; <![CDATA[<nut>]]></o:line><o:line no="2"/><o:line>x</o:line>
                  <o:note xsi:nil="true"/><o:empty/>
                </o:order>""")).isEqualTo(JSON.readTree("""
                {"@id": "7", "line": [{"@no": "1", "#text": "bolt & <nut>"}, {"@no": "2"}, "x"], "note": null, "empty": ""}
                """));
    }

    @Test
    void membersAreElementsInTheirOrder() {
        assertThat(write("""
                {"b:z": {"@no": 1, "a": ["x", "y"], "n": null, "t": true, "e": {}, "d": {"@u": "\\"<", "#text": "1 & 2\\n"}}}
                """)).isEqualTo("<b:z no=\"1\"><a>x</a><a>y</a><t>true</t><e></e><d u=\"&quot;&lt;\">1 &amp; 2&#10;</d></b:z>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a b\": 1}", "{\"c:a\": 1}", "{\"><a\": 1}", "{\"a\": \"\\u0001\"}", "{\"a\": [[1]]}", "[1]",
            "{\"a\": {\"@x y\": 1}}", "{\"a\": \"\\ud800\"}"})
    void whatXmlCannotSayIsRefused(String json) {
        assertThatThrownBy(() -> write(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>",
        "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;&x;'>]><a>&y;</a>",
        "<a>&x;</a>", "<a>", "", "no xml"})
    void documentTypesAndWhatIsNoXmlAreRefused(String xml) {
        assertThatThrownBy(() -> read(xml)).isInstanceOf(SAXException.class);
    }

    @Test
    void whatIsNestedTooDeepIsRefused() {
        assertThatThrownBy(() -> read("<a>".repeat(100) + "</a>".repeat(100))).isInstanceOf(SAXException.class);
        assertThatThrownBy(() -> write("{\"a\":".repeat(100) + "1" + "}".repeat(100)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void faultsOfBothVersionsBlameSomebody() throws SAXException {
        assertThat(fault("http://schemas.xmlsoap.org/soap/envelope/", """
                <faultcode>s:Client.NoItem</faultcode><faultstring>No.</faultstring><detail><x/></detail>"""))
                .satisfies(fault -> {
                    assertThat(fault.blame()).isEqualTo(Soap.Blame.SENDER);
                    assertThat(fault.code()).isEqualTo("Client.NoItem");
                    assertThat(fault.reason()).isEqualTo("No.");
                    assertThat(fault.detail()).isPresent();
                });
        assertThat(fault("http://schemas.xmlsoap.org/soap/envelope/", "<faultcode>ORA-01017</faultcode>").blame())
                .isEqualTo(Soap.Blame.RECEIVER);
        assertThat(fault("http://schemas.xmlsoap.org/soap/envelope/",
                "<faultcode xmlns:w='urn:w'>w:FailedAuthentication</faultcode>").blame()).isEqualTo(Soap.Blame.SECURITY);
        assertThat(fault("http://www.w3.org/2003/05/soap-envelope", """
                <s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>m:NoItem</s:Value></s:Subcode></s:Code>
                <s:Reason><s:Text xml:lang="en">No.</s:Text></s:Reason>""")).satisfies(fault -> {
                    assertThat(fault.blame()).isEqualTo(Soap.Blame.SENDER);
                    assertThat(fault.code()).isEqualTo("NoItem");
                });
        assertThat(fault("http://www.w3.org/2003/05/soap-envelope", "<s:Code><s:Value>s:MustUnderstand</s:Value></s:Code>")
                .blame()).isEqualTo(Soap.Blame.PROTOCOL);
    }

    private static Soap.Fault fault(String namespace, String inside) throws SAXException {
        return Soap.read(("<s:Envelope xmlns:s='" + namespace + "' xmlns:m='urn:m'><s:Body><s:Fault>" + inside
                + "</s:Fault></s:Body></s:Envelope>").getBytes(StandardCharsets.UTF_8)).fault().orElseThrow();
    }
}
