package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Sku;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandscapeFolderTest {

    private final Path directory;
    private final ExampleLandscape example;

    LandscapeFolderTest(@TempDir Path directory) {
        this.directory = directory;
        this.example = ExampleLandscape.in(directory);
    }

    @Test
    void theExampleIsRead() {
        Landscape landscape = example.reader().read();
        SystemSettings erp = landscape.system("erp").orElseThrow();
        assertThat(erp.baseUrl().orElseThrow()).hasToString("http://localhost:8090/erp/v1");
        assertThat(erp.lane().settle()).isEqualTo(Duration.ofSeconds(6));
        assertThat(erp.lane().lease()).isEqualTo(Lane.DEFAULT.lease());
        assertThat(landscape.warehouse(new LocationId("RNO")).orElseThrow().zone())
                .isEqualTo(ZoneId.of("America/Los_Angeles"));
        assertThat(landscape.systems(SystemSettings.Kind.WMS)).extracting(SystemSettings::id)
                .containsExactly("wms-atl", "wms-dfw", "wms-rno");
        assertThat(landscape.consumer("portal-demo").orElseThrow().mayActFor(new AccountId("A-1033")))
                .isTrue();
        assertThat(landscape.consumer("sales-demo").orElseThrow().mayActFor(new AccountId("A-1033")))
                .isFalse();
        assertThat(landscape.users()).extracting(ConsoleUser::name).containsExactly("admin");
    }

    @Test
    void theTradingPartnerOfTheExampleIsRead() {
        Partner partner = example.reader().read().partnerOf("ZZ", "BUILDWELL").orElseThrow();
        assertThat(partner.versions()).containsExactly("004010");
        assertThat(partner.item("BW-10007").orElseThrow().sku()).isEqualTo(new Sku("CD-10007"));
        assertThat(partner.delivery()).isEqualTo(new Partner.Delivery.ToSystem("buildwell"));
        assertThat(partner.lineFaults()).isEqualTo(Partner.LineFaults.REFUSE_LINE);
    }

    @Test
    void freightFollowsWeightAndZone() {
        Freight freight = example.reader().read().policies().freight();
        LocationId atlanta = new LocationId("ATL");
        assertThat(freight.price(atlanta, "GA", new BigDecimal("5"))).contains(Money.of("9.50", "USD"));
        assertThat(freight.price(atlanta, "GA", new BigDecimal("110"))).contains(Money.of("45.80", "USD"));
        assertThat(freight.price(new LocationId("northforge"), "GA", BigDecimal.ONE))
                .contains(Money.of("16.00", "USD"));
        assertThat(freight.zone(atlanta, "OH").orElseThrow().transitDays()).isEqualTo(3);
    }

    @Test
    void everyMistakeIsNamedWithFileLineAndHint() throws IOException {
        example.replace("systems/erp.yaml", "  concurrency: 8", "  concurency: 8");
        example.replace("systems/erp.yaml", "kind: erp", "kind: erb");
        example.replace("systems/wms-atl.yaml", "America/New_York", "America/New_Yrk");
        example.replace("consumers/edi-buyer.yaml", "secret: file:edi-buyer", "secret: hunter2");
        example.replace("consumers/sales-demo.yaml", "id: sales-demo\n", "");
        example.replace("partners/buildwell.yaml", "account: A-1007", "account: A-1008");
        example.replace("landscape.yaml", "priceTolerancePercent: 2", "priceTolerancePercent: lots");
        example.replace("items/buildwell.csv", "BW-10003,CD-10003", "BW-10003,not a sku");
        assertThat(mistakes()).extracting(Mistake::toString).containsExactlyInAnyOrder(
                "consumers/edi-buyer.yaml:3: secret: the value has the wrong form (a reference: file:NAME "
                        + "(in the secrets folder) or env:NAME, never the secret itself)",
                "consumers/sales-demo.yaml:2: 'id' is missing",
                "items/buildwell.csv:4: 'not a sku' is not an item number (our own, such as CD-10042)",
                "landscape.yaml:14: policies.priceTolerancePercent: 'lots' has the wrong form "
                        + "(a percentage from 0 to 100)",
                "partners/buildwell.yaml:6: consumer 'edi-buyer' may not act for account 'A-1008' "
                        + "(add it to accounts in consumers/edi-buyer.yaml)",
                "systems/erp.yaml:3: kind: 'erb' is not allowed (one of erp, wms, carrier, supplier, edi)",
                "systems/erp.yaml:9: lane: unknown key 'concurency' (did you mean 'concurrency'?)",
                "systems/wms-atl.yaml:5: there is no time zone 'America/New_Yrk' "
                        + "(an IANA zone such as America/New_York)");
    }

    @Test
    void placesOfFilesAreCheckedBeyondTheirSchema() throws IOException {
        example.replace("systems/wms-atl.yaml", "location: ATL", """
                location: ATL
                ordering: timestamp
                files:
                  - name: counts
                    sftp: {host: sftp.northlog.example, user: us, hostKey: trust-me, directory: /out, archive: refused, poll: 10ms}
                    event: count
                    columns: {sku: Item, quantity: Qty}
                  - name: receipts
                    folder: in
                    sftp: {host: h, user: us, hostKey: "SHA256:%s", key: "file:nowhere", directory: /out}
                    event: receipt
                    columns: {sku: Item, quantity: Qty, document: Doc}""".formatted("A".repeat(43)));
        assertThat(mistakes()).extracting(Mistake::toString).containsExactlyInAnyOrder(
                "systems/wms-atl.yaml:8: one way to log in is needed: give key or password",
                "systems/wms-atl.yaml:8: this is neither a fingerprint (SHA256:...) nor a public key "
                        + "(ssh-ed25519 AAAA...)",
                "systems/wms-atl.yaml:8: this directory has another use: choose another name",
                "systems/wms-atl.yaml:8: a server is looked at once a second at most: write 1s or more",
                "systems/wms-atl.yaml:11: files are left in one place: give folder, sftp or source",
                "systems/wms-atl.yaml:13: there is no secret 'nowhere' in " + example.secrets().toAbsolutePath()
                        + " (put it there, or correct the reference)");
    }

    @Test
    void twoSystemsForOneLocationAreRefused() throws IOException {
        example.replace("systems/wms-dfw.yaml", "location: DFW", "location: ATL");
        assertThat(mistakes()).extracting(Mistake::toString).contains(
                "landscape.yaml:31: no system works for location 'DFW' (known: ATL, RNO)",
                "systems/wms-dfw.yaml:4: two systems work for location 'ATL' "
                        + "(the other one is systems/wms-atl.yaml)");
    }

    @Test
    void yamlThatIsNoneIsNamedWithItsLine() throws IOException {
        example.write("systems/erp.yaml", "id: erp\nkind: [erp\nconnector: estate\n");
        assertThat(mistakes()).hasSize(1).first()
                .returns("systems/erp.yaml", Mistake::file).returns(2, Mistake::line);
    }

    @Test
    void aKeyGivenTwiceIsNamed() throws IOException {
        example.write("systems/northway.yaml", "id: northway\nkind: carrier\nconnector: a\nkind: edi\n");
        assertThat(mistakes()).extracting(Mistake::toString)
                .contains("systems/northway.yaml:4: 'kind' is given twice (first on line 2)");
    }

    @Test
    void aVariableWithoutValueIsNamed() throws IOException {
        example.replace("systems/erp.yaml", "${ESTATE_URL:http://localhost:8090}", "${ERP_URL}");
        assertThat(mistakes()).extracting(Mistake::toString).contains(
                "systems/erp.yaml:5: the variable ERP_URL is not set (set it, or write ${ERP_URL:default})");
    }

    @Test
    void aSecretThatIsNotThereIsNamedButNeverShown() throws IOException {
        Files.delete(example.secrets().resolve("erp-key"));
        assertThat(mistakes()).singleElement().asString()
                .startsWith("systems/erp.yaml:6: there is no secret 'erp-key' in ");
        assertThat(example.secretsInForce().resolve(new SecretRef("file:wms-key"))).hasToString("***")
                .returns("wms-key", Secret::reveal);
    }

    @Test
    void twoPartnersOfOneIdentityAreRefused() throws IOException {
        example.write("partners/other.yaml",
                Files.readString(example.folder().resolve("partners/buildwell.yaml"))
                .replace("id: buildwell\n", "id: other\n"));
        assertThat(mistakes()).extracting(Mistake::toString).containsExactly(
                "partners/other.yaml:2: the identity ZZ:BUILDWELL already belongs to "
                        + "partners/buildwell.yaml");
    }

    @Test
    void aMapThatIsNotThereIsNamed() throws IOException {
        example.replace("partners/buildwell.yaml", "lineFaults:",
                "maps: {850: maps/none.jsonata}\nlineFaults:");
        assertThat(mistakes()).extracting(Mistake::toString).containsExactly(
                "partners/buildwell.yaml:14: there is no file 'maps/none.jsonata' "
                        + "(maps lie in the folder maps/)");
    }

    @Test
    void whatAPartnerIsToldOfStockIsRead() throws IOException {
        example.replace("partners/buildwell.yaml", "lineFaults:", "inventory: {full: 06:00}\nlineFaults:");
        assertThat(example.reader().read().partner("buildwell").orElseThrow().inventory()).contains(
                new Partner.Inventory(LocalTime.of(6, 0), Optional.empty(), Partner.Inventory.Items.CROSS_REFERENCED,
                        Channel.EDI));
        example.replace("partners/buildwell.yaml", "{full: 06:00}",
                "{full: 06:00, every: 15m, items: all, channel: marketplace}");
        assertThat(example.reader().read().partner("buildwell").orElseThrow().inventory()).contains(
                new Partner.Inventory(LocalTime.of(6, 0), Optional.of(Duration.ofMinutes(15)),
                        Partner.Inventory.Items.ALL, Channel.MARKETPLACE));
    }

    @Test
    void mistakesInWhatAPartnerIsToldOfStockAreNamed() throws IOException {
        example.replace("partners/buildwell.yaml", "lineFaults:",
                "inventory: {full: 25:00, items: some, chanel: edi}\nlineFaults:");
        assertThat(mistakes()).extracting(Mistake::toString).containsExactlyInAnyOrder(
                "partners/buildwell.yaml:14: inventory.full: '25:00' has the wrong form "
                        + "(a time of the day, in the landscape's zone: 06:00)",
                "partners/buildwell.yaml:14: inventory.items: 'some' is not allowed (one of cross-referenced, all)",
                "partners/buildwell.yaml:14: inventory: unknown key 'chanel' (did you mean 'channel'?)");
        example.replace("partners/buildwell.yaml", "{full: 25:00, items: some, chanel: edi}",
                "{full: 06:00, every: 59999ms}");
        Files.delete(example.folder().resolve("items/buildwell.csv"));
        assertThat(mistakes()).extracting(Mistake::toString).containsExactlyInAnyOrder(
                "partners/buildwell.yaml:14: there is no item they could be told of "
                        + "(add items/buildwell.csv, or write items: all)",
                "partners/buildwell.yaml:14: partners are told of changes once a minute at most (write 1m or more)");
    }

    @Test
    void anEmptyFolderIsRefused() {
        LandscapeFolder nothing = new LandscapeFolder(directory.resolve("nowhere"), example.secretsInForce(),
                new Variables(name -> Optional.empty()));
        assertThat(catchThrowableOfType(LandscapeRefused.class, nothing::read).mistakes()).singleElement()
                .extracting(Mistake::file).isEqualTo("landscape.yaml");
    }

    private List<Mistake> mistakes() {
        return catchThrowableOfType(LandscapeRefused.class, () -> example.reader().read()).mistakes();
    }
}
