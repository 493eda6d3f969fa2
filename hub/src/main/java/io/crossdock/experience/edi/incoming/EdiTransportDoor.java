package io.crossdock.experience.edi.incoming;

import io.crossdock.experience.edi.x12.Interchange;
import io.crossdock.experience.edi.x12.Limits;
import io.crossdock.experience.edi.x12.Reading;
import io.crossdock.experience.edi.x12.X12Reader;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.transports.Door;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Interchanges that come by queue, mail or file. */
@Component
class EdiTransportDoor implements Door {

    private static final int FAULTS_SAID = 5;

    private final EdiDoor door;
    private final Landscapes landscapes;

    EdiTransportDoor(EdiDoor door, Landscapes landscapes) {
        this.door = door;
        this.landscapes = landscapes;
    }

    @Override
    public boolean opens(Inlet.Takes takes) {
        return takes instanceof Inlet.Takes.Interchanges;
    }

    @Override
    public Verdict take(Inlet inlet, Thing thing, Origin origin) {
        Reading reading = new X12Reader(Limits.usual()).read(thing.content());
        if (reading.isUnreadable()) {
            return new Verdict.Declined("edi-unreadable", thing.name() + " holds no interchange. " + said(reading));
        }
        Optional<Interchange> stranger = reading.interchanges().stream()
                .filter(interchange -> !may(inlet, interchange)).findFirst();
        if (stranger.isPresent()) {
            return new Verdict.Declined("edi-sender-foreign", "Interchange " + FaultView.printable(stranger.get().control())
                    + " in " + thing.name() + " is of " + FaultView.printable(stranger.get().sender().toString())
                    + ", whose interchanges do not come by " + inlet.id() + ".");
        }
        List<EdiDoor.Arrival> arrivals = door.take(thing.content(), reading, origin);
        return new Verdict.Taken(subject(arrivals), arrivals.stream().map(EdiTransportDoor::sentence)
                .collect(Collectors.joining(" ")) + (reading.faults().isEmpty() ? "" : " " + said(reading)));
    }

    private static String subject(List<EdiDoor.Arrival> arrivals) {
        String control = arrivals.getFirst().control();
        return control.isBlank() ? arrivals.getFirst().id().toString() : control;
    }

    /** A source that names its partners takes nothing of others, known or not. */
    private boolean may(Inlet inlet, Interchange interchange) {
        if (!(inlet.takes() instanceof Inlet.Takes.Interchanges(var partners)) || partners.isEmpty()) {
            return true;
        }
        return landscapes.current().partnerOf(interchange.sender().qualifier(), interchange.sender().id())
                .map(Partner::id).filter(partners::contains).isPresent();
    }

    private static String sentence(EdiDoor.Arrival arrival) {
        return "Interchange " + arrival.control() + " of " + arrival.sender() + switch (arrival.outcome()) {
            case RECEIVED -> " was received.";
            case REPEATED -> " came before and was answered again.";
            case CONFLICT -> " came before with another content; this one is kept aside.";
        };
    }

    private static String said(Reading reading) {
        return reading.faults().stream().limit(FAULTS_SAID)
                .map(fault -> "Byte " + fault.place().offset() + ": " + fault.sentence() + ".")
                .collect(Collectors.joining(" "));
    }
}
