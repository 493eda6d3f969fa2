package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Rounding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several ERPs in one landscape, each with accounts and warehouses of its own. */
class BranchesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T09:30:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private Landscape landscape(String branches) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(Files.createTempDirectory(directory, "landscape"));
        String erp = Files.readString(example.folder().resolve("systems/erp.yaml"));
        example.write("systems/aside.yaml", erp.replace("id: erp", "id: aside"));
        example.replace("landscape.yaml", "\npolicies:", "\nbranches:\n" + branches.indent(2) + "\npolicies:");
        return example.landscapes(CLOCK).current();
    }

    @Test
    void anAccountBelongsToTheBranchThatNamesItMostExactly() throws IOException {
        Landscape landscape = landscape("""
                - {name: west, erp: aside, accounts: [W-*, A-2007]}
                - {name: house, erp: erp, accounts: [W-1*]}
                - {name: main, erp: erp}
                """);

        assertThat(landscape.erp(new AccountId("W-2"))).map(SystemSettings::id).contains("aside");
        assertThat(landscape.erp(new AccountId("A-2007"))).map(SystemSettings::id).contains("aside");
        assertThat(landscape.branches().of(new AccountId("W-17"))).map(Branches.Branch::name).contains("house");
        assertThat(landscape.erp(new AccountId("A-20071"))).map(SystemSettings::id).contains("erp");
        assertThat(landscape.mainErp()).as("not the first by name").map(SystemSettings::id).contains("erp");
    }

    /** It comes first by name, and would book every order otherwise. */
    @Test
    void anErpThatIsOnlyTriedOwnsNothing() throws IOException {
        ExampleLandscape example = ExampleLandscape.in(Files.createTempDirectory(directory, "landscape"));
        String erp = Files.readString(example.folder().resolve("systems/erp.yaml"));
        example.write("systems/aside.yaml", erp.replace("id: erp", "id: aside").replace("settings: {",
                "settings: {sandbox: true, "));
        Landscape landscape = example.landscapes(CLOCK).current();

        assertThat(landscape.system("aside")).isPresent();
        assertThat(landscape.systems(SystemSettings.Kind.ERP)).extracting(SystemSettings::id).containsExactly("erp");
        assertThat(landscape.erp(new AccountId("A-1001"))).map(SystemSettings::id).contains("erp");

        example.replace("landscape.yaml", "\npolicies:", "\nbranches:\n  - {name: main, erp: erp}\n\npolicies:");
        assertThat(example.landscapes(CLOCK).current().systems(SystemSettings.Kind.ERP)).extracting(SystemSettings::id)
                .containsExactly("erp");
    }

    @Test
    void aWarehouseServesTheAccountsOfItsBranchOnly() throws IOException {
        Branches branches = landscape("""
                - {name: west, erp: aside, accounts: [W-*], warehouses: [RNO]}
                - {name: main, erp: erp}
                """).branches();
        Optional<AccountId> west = Optional.of(new AccountId("W-1"));
        Optional<AccountId> main = Optional.of(new AccountId("A-1"));

        assertThat(branches.serves(new LocationId("RNO"), west)).isTrue();
        assertThat(branches.serves(new LocationId("ATL"), west)).isFalse();
        assertThat(branches.serves(new LocationId("RNO"), main)).isFalse();
        assertThat(branches.serves(new LocationId("ATL"), main)).isTrue();
        assertThat(branches.serves(new LocationId("RNO"), Optional.empty())).as("nobody in particular").isTrue();
    }

    @Test
    void aBranchReckonsAsItsBooksDoWhereItSaysSo() throws IOException {
        Landscape landscape = landscape("""
                - {name: west, erp: aside, accounts: [W-*], rounding: half_even, taxOn: exact_by_place}
                - {name: main, erp: erp}
                """);

        assertThat(landscape.arithmetic(new AccountId("W-1")))
                .isEqualTo(new Arithmetic(Rounding.HALF_EVEN, Policies.TaxOn.EXACT_BY_PLACE));
        assertThat(landscape.arithmetic(new AccountId("A-1")))
                .isEqualTo(new Arithmetic(Rounding.HALF_UP, Policies.TaxOn.ROUNDED));
    }

    @Test
    void withoutBranchesOneErpBooksEverything() throws IOException {
        Landscape landscape = ExampleLandscape.in(directory).landscapes(CLOCK).current();

        assertThat(landscape.erp(new AccountId("A-1"))).map(SystemSettings::id).contains("erp");
        assertThat(landscape.branches().serves(new LocationId("RNO"), Optional.of(new AccountId("A-1")))).isTrue();
    }

    @Test
    void twoErpsThatBookNeedBranches() throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        String erp = Files.readString(example.folder().resolve("systems/erp.yaml"));
        example.write("systems/books.yaml", erp.replace("id: erp", "id: books"));

        assertThatThrownBy(() -> example.landscapes(CLOCK).current())
                .hasMessageContaining("systems/erp.yaml")
                .hasMessageContaining("'erp' is an ERP beside 'books', and nothing says which of them books what")
                .hasMessageContaining("set settings: {sandbox: true} here");
    }

    @Test
    void ofTwoErpsThatAreOnlyTriedNoneBooksByChance() throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        String erp = Files.readString(example.folder().resolve("systems/erp.yaml")).replaceAll("(?m)^settings:.*\n", "")
                + "\nsettings: {sandbox: true}\n";
        example.write("systems/erp.yaml", erp);
        example.landscapes(CLOCK).current();

        example.write("systems/books.yaml", erp.replace("id: erp", "id: books"));
        assertThatThrownBy(() -> example.landscapes(CLOCK).current())
                .hasMessageContaining("'erp' is only tried, as 'books' is, and nothing says which of them books what")
                .hasMessageContaining("take settings: {sandbox: true} out of the one that books");
    }

    @Test
    void everyMistakeIsNamedWithItsLine() {
        assertThatThrownBy(() -> landscape("""
                - {name: west, erp: wms-rno, accounts: [W-*], warehouses: [RNO, LHR]}
                - {name: west, erp: erp, accounts: [W-*], warehouses: [RNO]}
                """))
                .hasMessageContaining("there is no system 'wms-rno' of kind erp")
                .hasMessageContaining("no system works for location 'LHR'")
                .hasMessageContaining("branch 'west' is given twice")
                .hasMessageContaining("account 'W-*' is given twice")
                .hasMessageContaining("warehouse 'RNO' is given twice")
                .hasMessageContaining("no branch has its books in 'aside'")
                .hasMessageContaining("no branch is that of the accounts that none names")
                .hasMessageContaining("landscape.yaml");
        assertThatThrownBy(() -> landscape("""
                - {name: one, erp: erp}
                - {name: other, erp: aside}
                """)).hasMessageContaining("2 branches name no accounts");
    }
}
