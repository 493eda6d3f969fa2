package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.maps.MapCatalog;
import io.crossdock.platform.maps.MapVersion;
import io.crossdock.platform.maps.Maps;
import io.crossdock.platform.maps.Produced;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class MapPagesTest extends ConsoleScene {

    @Autowired
    Maps maps;

    @Autowired
    MapCatalog catalog;

    private String tried(Person person, String input) {
        return person.post("/console/maps/850-order", "input=" + URLEncoder.encode(input, StandardCharsets.UTF_8),
                "/console/maps/850-order").body();
    }

    @Test
    void mapsAreListedWithVersionAndOwnerAndTriedOnABench() {
        Person lee = new Person("lee");
        assertThat(lee.page("/console/maps")).contains("850-order", "reads X12 850", "shipment-856", "writes X12 856",
                "crossdock");
        assertThat(lee.page("/console/maps/850-order")).contains("as expected", "fields of the samples are never read",
                "full-5010", "Try it");

        assertThat(tried(new Person("kim"), "{\"BEG\": {\"BEG03\": \"PO-77\"}, \"FOB\": [{\"FOB01\": \"CC\"}]}")).contains("What comes out",
                "PO-77", "1 of 2 fields", "/FOB/0/FOB01");
        assertThat(tried(new Person("kim"), "nonsense")).contains("The input is neither neutral JSON nor an X12 interchange");
        assertThat(tried(new Person("kim"), " ")).contains("Give an input to try the map with.");
        assertThat(lee.page("/console/maps?after=zzz")).contains("There are no further maps.");
    }

    @Test
    void aMessageShowsWhatItWasReadWithAndAMapThatWasChangedSilentlyShowsThat() {
        Receipt receipt = inbox.receive(new Incoming("edi:buildwell", "maps-1", "application/edi-x12",
                "ISA".getBytes(StandardCharsets.US_ASCII), Origin.start("maps-1", "partner:buildwell")), "maps-1");
        UUID message = ((Receipt.New) receipt).id();
        maps.pin(new Produced(Produced.Kind.MESSAGE, message), catalog.one("850-order").orElseThrow().version());
        maps.pin(new Produced(Produced.Kind.MESSAGE, message), new MapVersion("860-change", "1", "crossdock", "{}"));

        Person lee = new Person("lee");
        assertThat(lee.page("/console/messages/" + message)).contains("Maps it was made with",
                "<a href=\"/console/maps/850-order\">850-order</a> version 1");
        assertThat(lee.page("/console/maps")).contains("changed without a new version");
        assertThat(lee.page("/console/maps/860-change")).contains("Give it a new version");
        assertThat(lee.page("/console/maps/850-order")).doesNotContain("Give it a new version");
    }
}
