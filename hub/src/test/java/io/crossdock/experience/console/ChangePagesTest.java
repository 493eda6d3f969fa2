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
        assertThat(kim.page(here + "?line1=999999")).contains("more is ordered with a further order");
        assertThat(kim.get("/console/orders/SO-1/change").statusCode()).isEqualTo(404);
    }
}
