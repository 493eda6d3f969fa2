package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangePagesTest extends ConsoleScene {

    @Test
    void aChangeIsShownBeforeItIsAskedFor() {
        Person kim = new Person("kim");
        String here = "/console/orders/" + Seeds.WAITING + "/change";
        assertThat(kim.page("/console/orders/" + Seeds.WAITING)).contains("href=\"" + here + "\"");

        assertThat(kim.page(here)).contains("See what it comes to", "Cancel all of it…").doesNotContain("Yes, change it");
        assertThat(kim.page(here + "?everything=yes")).contains("Yes, cancel it", "What it comes to now");
        assertThat(kim.page(here + "?line1=many")).contains("is no number of", "role=\"alert\"")
                .doesNotContain("Yes, change it");
        assertThat(kim.page(here + "?line1=999999")).contains("role=\"alert\"", "The accounts have not been read from the ERP yet.")
                .doesNotContain("Yes, change it");
        assertThat(kim.page(here + "?line1=&item1=%20&quantity1=many&unit1=EA")).contains("is no item number",
                "is no quantity with a unit").doesNotContain("Yes, change it");
        assertThat(kim.page(here + "?line1=&item2=CD-10001&quantity2=5&unit2=ea")).contains("role=\"alert\"",
                "The accounts have not been read from the ERP yet.", "value=\"CD-10001\"").doesNotContain("Yes, change it");
        assertThat(kim.page(here + "?day=tomorrow")).contains("is no day").doesNotContain("Yes, change it");
        assertThat(kim.page(here + "?day=2001-01-01")).contains("is over, or today").doesNotContain("Yes, change it");
        assertThat(kim.get("/console/orders/SO-1/change").statusCode()).isEqualTo(404);
    }
}
