package io.crossdock.platform.transports;

import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.xml.Soap;
import io.crossdock.platform.xml.Soap.Blame;
import io.crossdock.platform.xml.SoapWriting;
import io.crossdock.platform.xml.XmlTree;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.xml.sax.SAXException;

/** Envelopes that others post. A message is kept first and answered then; what it means is found out afterwards. */
@RestController
@Tag(name = "SOAP")
class SoapController {

    private static final Logger LOG = LoggerFactory.getLogger(SoapController.class);
    private static final String BUSY_S = "5";

    private final Landscapes landscapes;
    private final Secrets secrets;
    private final Pieces pieces;
    private final Clock clock;

    SoapController(Landscapes landscapes, Secrets secrets, Pieces pieces, Clock clock) {
        this.landscapes = landscapes;
        this.secrets = secrets;
        this.pieces = pieces;
        this.clock = clock;
    }

    /** Who keeps, and who knows how much waits. */
    @Component("soap-pieces")
    record Pieces(SoapIntake intake, Keeper keeper) {
    }

    @Operation(summary = "Take a message in an envelope of SOAP 1.1 or 1.2 with a UsernameToken",
            description = "Kept before it is answered; repeating a message does no harm, repeating a token is refused.")
    @PostMapping("/soap/{source}/v1")
    ResponseEntity<byte[]> take(@PathVariable String source, @RequestBody(required = false) Optional<byte[]> body) {
        Optional<Inlet> inlet = landscapes.current().inlet(source);
        if (inlet.isEmpty() || !(inlet.get().place() instanceof MessagePlace.Soap place)) {
            return ResponseEntity.notFound().build();
        }
        byte[] bytes = body.orElse(new byte[0]);
        if (bytes.length > inlet.get().maxBytes()) {
            return fault(Soap.Version.V1_1, Blame.SENDER, "The message has " + bytes.length + " bytes, at most "
                    + inlet.get().maxBytes() + " are read.");
        }
        try {
            return take(inlet.get(), place, Soap.read(bytes));
        } catch (SAXException unreadable) {
            return fault(Soap.Version.V1_1, Blame.SENDER, "This is no envelope of SOAP that can be read: "
                    + TransportTrouble.said(unreadable).replaceAll("\\p{Cntrl}", " ") + ".");
        }
    }

    private ResponseEntity<byte[]> take(Inlet inlet, MessagePlace.Soap place, Soap envelope) {
        Soap.Version version = envelope.version();
        Optional<String> strange = SoapContent.notUnderstood(envelope);
        if (strange.isPresent()) {
            return fault(version, Blame.PROTOCOL, "The header " + strange.get() + " is not understood here.");
        }
        try {
            return switch (SoapToken.judge(envelope, place, secrets.resolve(place.account().password()).bytes(),
                    clock.instant())) {
                case SoapToken.Verdict.Refused(String reason) -> fault(version, Blame.SECURITY, reason);
                case SoapToken.Verdict.Accepted(Optional<String> nonce) -> keep(inlet, place, envelope, nonce);
            };
        } catch (SecretMissing missing) {
            LOG.error("nobody can be let in at source {}: {}", inlet.id(), missing.getMessage());
            return fault(version, Blame.RECEIVER, "Nobody can be let in at present.");
        }
    }

    private ResponseEntity<byte[]> keep(Inlet inlet, MessagePlace.Soap place, Soap envelope, Optional<String> nonce) {
        Soap.Version version = envelope.version();
        if (pieces.keeper().backlog(inlet.backlog()) >= inlet.backlog()) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header("Retry-After", BUSY_S)
                    .contentType(type(version)).body(SoapWriting.fault(version, Blame.RECEIVER,
                            "Too much waits to be read. Nothing was kept; send it again in " + BUSY_S + " seconds."));
        }
        Parcel parcel;
        try {
            parcel = SoapContent.of(envelope, place);
        } catch (IllegalArgumentException nothing) {
            return fault(version, Blame.SENDER, String.valueOf(nothing.getMessage()));
        }
        return switch (pieces.intake().keep(inlet, parcel, nonce)) {
            case SoapIntake.Kept.New _ -> received(version, parcel, false);
            case SoapIntake.Kept.Before _ -> received(version, parcel, true);
            case SoapIntake.Kept.Conflict _ -> fault(version, Blame.SENDER, "The MessageID " + parcel.key()
                    + " came before with another content.");
            case SoapIntake.Kept.Replayed _ -> fault(version, Blame.SECURITY, "The Nonce came before.");
        };
    }

    private static ResponseEntity<byte[]> received(Soap.Version version, Parcel parcel, boolean before) {
        return ResponseEntity.ok().contentType(type(version)).body(SoapWriting.envelope(version,
                "<received xmlns=\"urn:crossdock:soap:1\"><message>" + XmlTree.escaped(parcel.key())
                        + "</message><before>" + before + "</before></received>"));
    }

    /** SOAP 1.1 §6.2 wants 500 for every fault, SOAP 1.2 Part 2 §7.5.2.2 tells the sender's apart. */
    private static ResponseEntity<byte[]> fault(Soap.Version version, Blame blame, String reason) {
        boolean ours = switch (version) {
            case V1_1 -> true;
            case V1_2 -> blame == Blame.RECEIVER || blame == Blame.PROTOCOL;
        };
        return ResponseEntity.status(ours ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.BAD_REQUEST)
                .contentType(type(version)).body(SoapWriting.fault(version, blame, reason));
    }

    private static MediaType type(Soap.Version version) {
        return MediaType.parseMediaType(version.mediaType() + ";charset=utf-8");
    }
}
