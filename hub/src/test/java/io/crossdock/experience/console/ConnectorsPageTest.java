package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectorsPageTest extends ConsoleScene {

    @Test
    void whatEachSystemCanDoAndPromisesIsSeenAtAGlance() {
        String page = new Person("lee").page("/console/connectors");
        assertThat(page).contains("What systems can do", "takes orders", "OrderSink", "is asked first", "proved by the kit",
                "recognises our number", "sends a carrier&#39;s messages".replace("&#39;", "'"));
        assertThat(new Person("lee").page("/console/systems")).contains("/console/connectors");
    }
}
