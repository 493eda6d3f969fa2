package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crossdock.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets e-mails of alerts, and from where, as a landscape says it. */
class AlertMailLandscapeTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T09:30:00Z"), ZoneOffset.UTC);

    private ExampleLandscape example;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        example = ExampleLandscape.in(directory);
        Files.writeString(example.secrets().resolve("smtp"), "secret\n");
    }

    private void attention(String text) throws IOException {
        example.replace("landscape.yaml", "policies:\n", "policies:\n  attention:\n" + text.indent(4));
    }

    private List<String> mistakes() {
        return catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read()).mistakes().stream()
                .map(Mistake::toString).toList();
    }

    @Test
    void withoutAServerNobodyGetsMail() {
        assertThat(example.landscapes(CLOCK).current().policies().attention().mail()).isEmpty();
    }

    @Test
    void theWayOfEncryptionChoosesThePortUnlessItIsSaid() throws IOException {
        attention("""
                mail: {host: smtp.example, from: hub@example.com, user: hub, password: "file:smtp"}
                alerts: [{name: all, mail: [desk@example.com]}]
                """);
        Attention attention = example.landscapes(CLOCK).current().policies().attention();
        assertThat(attention.mail()).hasValueSatisfying(mail -> {
            assertThat(mail.port()).isEqualTo(587);
            assertThat(mail.encryption()).isEqualTo(Encryption.STARTTLS);
            assertThat(mail.login()).isPresent();
        });
        assertThat(attention.alerts().getFirst().mail()).containsExactly("desk@example.com");
    }

    @Test
    void mailsThatNobodySendsAreRefused() throws IOException {
        attention("alerts: [{name: all, mail: [desk@example.com]}]\n");
        assertThat(mistakes()).singleElement().asString().contains("landscape.yaml", "nobody sends e-mails",
                "policies.attention.mail");
    }

    @Test
    void aSecretThatIsNotThereIsRefused() throws IOException {
        attention("""
                mail: {host: smtp.example, from: hub@example.com, user: hub, password: "file:none"}
                """);
        assertThat(mistakes()).singleElement().asString().contains("there is no secret 'none'");
    }

    @Test
    void tlsThatIsHalfGivenIsRefusedAndNeverShown() throws IOException {
        TestAuthority authority = new TestAuthority("Ours");
        Files.writeString(example.secrets().resolve("ca"), authority.pem());
        Files.writeString(example.secrets().resolve("hub"), authority.issue("hub", "hub").pem());
        attention("mail: {host: smtp.example, from: hub@example.com, authorities: file:ca, certificate: file:hub}\n");
        assertThat(example.landscapes(CLOCK).current().policies().attention().mail().orElseThrow().tls())
                .isEqualTo(new Tls(Optional.of(new SecretRef("file:ca")), Optional.of(new SecretRef("file:hub"))));

        example.replace("landscape.yaml", "certificate: file:hub", "certificate: file:ca");
        assertThat(mistakes()).singleElement().asString().matches("landscape.yaml:\\d+: the secret 'ca' has no key that begins "
                + "with BEGIN PRIVATE KEY \\(add it after the certificate; .*");
        example.replace("landscape.yaml", "certificate: file:ca", "certificate: file:hub, tls: none");
        assertThat(mistakes()).singleElement().asString().matches("landscape.yaml:\\d+: this line has no TLS of which it "
                + "could be said \\(write starttls or implicit in tls, or leave it out\\)");
    }

    @Test
    void anAddressThatIsNoneAndAPasswordOfNobodyAreRefused() throws IOException {
        attention("""
                mail: {host: smtp.example, from: "hub@example.com\\r\\nBcc: x@y.z", password: "file:smtp"}
                alerts: [{name: all, mail: ["Desk <desk@example.com>"]}]
                """);
        assertThat(mistakes()).hasSizeGreaterThanOrEqualTo(3).allMatch(each -> each.contains("landscape.yaml"));
    }
}
