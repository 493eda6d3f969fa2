package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SecrecyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static String shown(String raw, String type) {
        return Payload.of(raw.getBytes(StandardCharsets.UTF_8), type).text();
    }

    @Test
    void secretsInJsonAreMaskedWhereverTheyAre() {
        String shown = shown("""
                {"account":"A-1001","card":{"cardNumber":"4111111111111111"},"list":[{"api_key":"k-77"}],"clientSecret":"s3"}
                """, "application/json");

        assertThat(shown).contains("A-1001").doesNotContain("4111111111111111", "k-77", "s3");
    }

    @Test
    void whatOnlySoundsLikeASecretIsShown() {
        String shown = shown("""
                {"company":"Panther","tokens":3,"spanner":"12 EA","passenger":"Kim","secretary":"Lee"}
                """, "application/json");

        assertThat(shown).contains("Panther", "12 EA", "Kim", "Lee");
    }

    @Test
    void brokenJsonIsMaskedAsText() {
        assertThat(shown("{\"password\": \"hunter2\", \"x\": ", "application/json")).contains("password")
                .doesNotContain("hunter2");
    }

    @Test
    void secretsInXmlAreMasked() {
        assertThat(shown("<a token='t-1'><Password>hunter2</Password><b>seen</b></a>", "application/xml"))
                .contains("seen").doesNotContain("hunter2", "t-1");
    }

    @Test
    void theSecurityFieldsOfAnInterchangeAreMaskedAndItIsBrokenIntoLines() {
        String isa = "ISA*00*          *01*SECRET1234*ZZ*BUILDWELL      *ZZ*CROSSDOCK      *261121*0930*U*00401*000000001"
                + "*0*P*>~GS*PO*A*B~";
        String shown = shown(isa, "application/edi-x12");

        assertThat(shown).doesNotContain("SECRET1234").contains("BUILDWELL").contains("~\nGS*PO");
    }

    @Test
    void longPayloadsAreCut() {
        Payload payload = Payload.of("x".repeat(200_000).getBytes(StandardCharsets.UTF_8), "text/plain");

        assertThat(payload.cut()).isTrue();
        assertThat(payload.bytes()).isEqualTo(200_000);
        assertThat(payload.text()).hasSizeLessThan(70_000);
    }

    @Test
    void whatWasUnderstoodBecomesNamesAndValues() {
        var tree = Payload.tree(JSON.readTree("""
                {"buyerReference":"PO-1","lines":[{"quantity":{"value":"2","unit":"BX"}}],"password":"x"}
                """));

        assertThat(tree).extracting(Payload.Branch::name).containsExactly("buyer reference", "lines", "1", "quantity",
                "password");
        assertThat(tree).extracting(Payload.Branch::value).containsExactly("PO-1", "", "", "2 BX", Secrecy.MASK);
    }
}
