package io.crossdock.system.connectors.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.maps.Trial;
import io.crossdock.system.connectors.CarrierEvent;
import io.crossdock.system.connectors.CarrierTranslator.Translation;
import io.crossdock.system.connectors.FakeSystem;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.Requests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example files speak with their systems as those describe themselves. */
class ExampleConnectorsTest {

    private final Expressions expressions = new Expressions(new Json());
    private ExampleLandscape landscape;

    @BeforeEach
    void open(@TempDir Path files) throws IOException {
        landscape = DeclaredSubject.landscape(files);
    }

    @Test
    void aThirdPartyWarehouseTakesTheSameNumberForTheSameOrder() throws IOException {
        try (FakeSystem warehouse = new FakeSystem()) {
            SystemSettings system = system("fulfillment-com", "kind: wms\nlocation: OAK\nbaseUrl: " + warehouse.url()
                    + "\nsecret: file:key\n");
            // Answers as the description of the API has them, OpenAPI, POST /orders 201, 409 and 422.
            warehouse.thenAnswer(201, "{\"id\":123}")
                    .thenAnswer(409, "{\"message\":\"Duplicate Order\",\"context\":{\"id\":123}}")
                    .thenAnswer(409, "{\"message\":\"Conflict\"}")
                    .thenAnswer(422, "{\"message\":\"Recipient is incomplete\"}");
            DeclaredReleases releases = new DeclaredReleases(calls());

            assertThat(done(releases.post(system, Requests.release("SO-1-1")))).isEqualTo("123");
            assertThat(warehouse.lastCall().headers()).containsEntry("Authorization", "Bearer s3cret");
            assertThat(warehouse.lastCall().body()).contains("\"merchantOrderId\":\"SO-1-1\"", "\"quantity\":");
            assertThat(done(releases.post(system, Requests.release("SO-1-1")))).isEqualTo("123");
            assertThat(releases.post(system, Requests.release("SO-1-1"))).isEqualTo(
                    new Outcome.Refused("conflict", "Conflict"));
            assertThat(releases.post(system, Requests.release("SO-1-1"))).isEqualTo(
                    new Outcome.Refused("validation", "Recipient is incomplete"));
        }
    }

    @Test
    void aTrackersStoryIsReadMilestoneByMilestone() throws IOException {
        SystemSettings system = system("easypost", "kind: carrier\nwebhookSecret: file:key\n");
        Translation translation = new DeclaredTracking(expressions).translate(system, "application/json", bytes("""
                {"id":"evt_1","object":"Event","description":"tracker.updated","mode":"test","status":"completed",
                 "result":{"id":"trk_9","object":"Tracker","tracking_code":"EZ4000000004","status":"delivered",
                   "signed_by":"John Tester","carrier":"USPS","tracking_details":[
                   {"object":"TrackingDetail","message":"Pre-Shipment Info Sent to USPS","status":"pre_transit",
                    "datetime":"2026-10-21T19:21:43Z","tracking_location":{"city":null,"state":null}},
                   {"object":"TrackingDetail","message":"Arrived at Facility","status":"in_transit",
                    "datetime":"2026-10-22T12:06:43Z","tracking_location":{"city":"SAN JOSE","state":"CA"}},
                   {"object":"TrackingDetail","message":"?","status":"unknown","datetime":"2026-10-22T13:00:00Z",
                    "tracking_location":{}},
                   {"object":"TrackingDetail","message":"Delivered","status":"delivered",
                    "datetime":"2026-10-23T10:01:00Z","tracking_location":{"city":"RENO","state":"NV"}}]}}
                """));

        assertThat(translation).isInstanceOfSatisfying(Translation.Understood.class, understood -> {
            assertThat(understood.events()).extracting(CarrierEvent::milestone).containsExactly(CarrierMilestone.BOOKED,
                    CarrierMilestone.IN_TRANSIT, CarrierMilestone.DELIVERED);
            assertThat(understood.events()).extracting(CarrierEvent::place).containsExactly("", "SAN JOSE, CA", "RENO, NV");
            assertThat(understood.events().getLast().at()).isEqualTo(Instant.parse("2026-10-23T10:01:00Z"));
            assertThat(understood.events().getLast().signedBy()).contains("John Tester");
            assertThat(understood.events().getFirst().signedBy()).isEmpty();
        });
    }

    @Test
    void eachKeepsToItsSamples() throws IOException {
        Path examples = Path.of("..", "examples", "connectors");
        List<String> connectors = new ArrayList<>();
        try (Stream<Path> files = Files.list(examples)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.contains(".sample.")) {
                    landscape.write("connectors/" + name, Files.readString(file));
                } else if (name.endsWith(".yaml")) {
                    connectors.add(name.replace(".yaml", ""));
                }
            }
        }
        for (String connector : connectors) {
            system(connector, "kind: carrier\n");
        }
        Json json = new Json();
        DeclaredShelf shelf = new DeclaredShelf(landscape.landscapes(Clock.systemUTC()), new DeclaredRehearsal(calls()),
                new DeclaredEvents(expressions), new DeclaredTracking(expressions), json);

        assertThat(shelf.maps()).hasSameSizeAs(connectors).allSatisfy(map -> assertThat(map.samples()).as(map.id())
                .isNotEmpty().allSatisfy(sample -> assertThat(shelf.trial(map, sample.input()))
                        .isInstanceOfSatisfying(Trial.Made.class, made -> assertThat(json.parse(made.output()))
                                .as(map.id() + " " + sample.name()).isEqualTo(json.parse(sample.expected())))));
    }

    @Test
    void aMilestoneThatNobodyCanPrintIsRefusedInWords() throws IOException {
        SystemSettings system = system("easypost", "kind: carrier\nwebhookSecret: file:key\n");
        landscape.replace("connectors/easypost.yaml", "\"delivered\": \"delivered\"", "\"delivered\": \"\\u0001de"
                + "x".repeat(500) + "\"");
        system = landscape.landscapes(Clock.systemUTC()).current().system(system.id()).orElseThrow();

        assertThat(new DeclaredTracking(expressions).translate(system, "application/json", bytes("""
                {"result":{"id":"trk_9","object":"Tracker","tracking_code":"EZ4","tracking_details":[
                   {"status":"delivered","datetime":"2026-10-23T10:01:00Z","tracking_location":{}}]}}
                """))).isInstanceOfSatisfying(Translation.Unreadable.class, unreadable -> assertThat(unreadable.faults())
                        .singleElement().satisfies(fault -> assertThat(fault.message())
                                .startsWith("There is no milestone ' dexxx").hasSizeLessThan(200)));
    }

    private static String done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).reference();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private DeclaredCalls calls() {
        Clock clock = Clock.systemUTC();
        return new DeclaredCalls(expressions, new SignedIn(new HttpCaller(clock), landscape.secretsInForce(), expressions,
                clock));
    }

    private SystemSettings system(String connector, String more) throws IOException {
        landscape.write("connectors/" + connector + ".yaml",
                Files.readString(Path.of("..", "examples", "connectors", connector + ".yaml")));
        landscape.write("systems/" + connector + ".yaml", "id: " + connector + "\nconnector: " + connector + "\n" + more);
        return landscape.landscapes(Clock.systemUTC()).current().system(connector).orElseThrow();
    }
}
