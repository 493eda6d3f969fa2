package io.crossdock.experience.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.process.fulfilment.LegState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** A warehouse that speaks in words of its own is understood by what its connector declares. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnWordsTest {

    private IntakeWorld world;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        world = new IntakeWorld(directory, landscape -> {
            landscape.write("connectors/racks.yaml", """
                    id: racks
                    title: Racks WMS 7
                    webhook: {proof: hmac, header: X-Racks-Signature, prefix: "sha256=", idHeader: X-Racks-Delivery}
                    events: |
                      { "type": $lookup({ "PICK_START": "leg.picking", "PICKED": "leg.picked" }, kind),
                        "releaseId": wave.ref, "sequence": no, "occurredAt": time,
                        "lines": wave.rows.{ "lineNo": row, "sku": item, "quantity": $string(pcs), "unit": "EA" }[] }
                    """);
            landscape.replace("systems/wms-atl.yaml", "connector: estate", "connector: racks");
        }, "io.crossdock.system.connectors.declared");
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void itsMessageMovesTheLeg() {
        LegNumber leg = world.leg();
        Message message = world.tell("m-1", message("PICK_START", leg.toString(), 1));

        assertThat(message.state()).isEqualTo(Message.State.DIGESTED);
        assertThat(world.legs(leg).getFirst().state()).isEqualTo(LegState.PICKING);
    }

    @Test
    void whatCannotBeUnderstoodIsNamedAndKept() {
        LegNumber leg = world.leg();

        assertThatThrownBy(() -> world.tell("m-2", message("DANCED", leg.toString(), 1)))
                .isInstanceOf(Indigestible.class).hasMessageContaining("m-2 of wms-atl cannot be read");
        assertThatThrownBy(() -> world.tell("m-3", "<picked/>")).as("XML that says nothing it should")
                .isInstanceOf(Indigestible.class).hasMessageContaining("/type: This field is required.");
        assertThatThrownBy(() -> world.tell("m-4", "picked, I think"))
                .isInstanceOf(Indigestible.class).hasMessageContaining("neither JSON nor XML");
    }

    @Test
    void itsCallBackIsBelievedWhenItIsSignedInItsOwnWay() {
        WarehouseController door = world.hub().get(WarehouseController.class);
        byte[] body = message("PICK_START", world.leg().toString(), 1).getBytes(StandardCharsets.UTF_8);
        HttpHeaders signed = new HttpHeaders();
        signed.set("X-Racks-Delivery", "d-1");
        signed.set("X-Racks-Signature", "sha256=" + Signed.hex(world.landscape(), body));

        assertThat(take(door, signed, body).getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(take(door, signed, body).getBody()).as("told again").isEqualTo(take(door, signed, body).getBody());

        byte[] forged = new String(body, StandardCharsets.UTF_8).replace("PICK_START", "PICKED")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(take(door, signed, forged).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        HttpHeaders unnamed = new HttpHeaders();
        unnamed.set("X-Racks-Signature", signed.getFirst("X-Racks-Signature"));
        assertThat(take(door, unnamed, body).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(door.ownEvent("erp", signed, java.util.Optional.of(body)).getStatusCode())
                .as("no warehouse").isEqualTo(HttpStatus.NOT_FOUND);
    }

    private static ResponseEntity<?> take(WarehouseController door, HttpHeaders headers, byte[] body) {
        return door.ownEvent("wms-atl", headers, java.util.Optional.of(body));
    }

    private static String message(String kind, String leg, int number) {
        return """
                {"kind":"%s","no":%d,"time":"2026-11-21T09:00:00Z","wave":{"ref":"%s",
                 "rows":[{"row":1,"item":"CD-1","pcs":24},{"row":2,"item":"CD-2","pcs":5}]}}
                """.formatted(kind, number, leg);
    }

    /** The warehouse's side of the signature. */
    private static final class Signed {

        static String hex(io.crossdock.platform.landscape.ExampleLandscape landscape, byte[] body) {
            try {
                byte[] key = java.nio.file.Files.readString(landscape.secrets().resolve("wms-webhook")).strip()
                        .getBytes(StandardCharsets.UTF_8);
                javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
                mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
                return java.util.HexFormat.of().formatHex(mac.doFinal(body));
            } catch (IOException | java.security.GeneralSecurityException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
