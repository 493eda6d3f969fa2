package io.crossdock.estate.carrier;

import io.crossdock.estate.callbacks.Message;
import io.crossdock.estate.day.Dice;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A freight carrier that reports in XML with the codes of X12 214, in local time. */
final class Roadlink implements Line {

    static final String ID = "roadlink";

    private static final List<String> SIGNERS = List.of("M. Okafor", "L. Brandt", "RECEIVING", "K. Ishikawa");
    private static final double LATE = 0.06;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final Set<String> PACIFIC = Set.of("CA", "NV", "OR", "WA");
    private static final Set<String> MOUNTAIN = Set.of("AZ", "CO", "ID", "MT", "NM", "UT", "WY");
    private static final Set<String> CENTRAL = Set.of("AL", "AR", "IA", "IL", "KS", "LA", "MN", "MO", "MS",
            "ND", "NE", "OK", "SD", "TN", "TX", "WI");

    private final Dice dice;

    Roadlink(Dice dice) {
        this.dice = dice;
    }

    @Override
    public List<Station> stations(Parcel parcel) {
        List<Station> all = new ArrayList<>(List.of(Station.of("AF", 1), Station.of("X4", 3)));
        if (dice.happens(LATE, "late", parcel.trackingNumber())) {
            all.add(Station.of("SD", 3));
        }
        all.addAll(List.of(Station.of("X6", 4), Station.of("X1", 5), Station.of("D1", 1)));
        return all;
    }

    @Override
    public Message message(Parcel parcel, String code, Instant at, long number) {
        Parcel.Place place = code.equals("AF") ? parcel.from() : parcel.to();
        ZonedDateTime local = at.atZone(zone(place.region()));
        String id = "RLM-%09d".formatted(number);
        String proof = code.equals("D1") ? "\n    <ProofOfDelivery signedBy=\"%s\"/>"
                .formatted(dice.pick(SIGNERS, "signer", parcel.trackingNumber())) : "";
        String body = """
                <?xml version="1.0" encoding="UTF-8"?>
                <TransportStatus messageId="%s" scac="RDLK">
                  <Shipment proNumber="%s" reference="%s">
                    <Status code="%s" reason="%s">
                      <Date>%s</Date>
                      <Time>%s</Time>
                      <Zone>%s</Zone>
                      <City>%s</City>
                      <State>%s</State>
                    </Status>%s
                  </Shipment>
                </TransportStatus>
                """.formatted(id, parcel.trackingNumber(), escape(parcel.reference()), code,
                code.equals("SD") ? "AO" : "NS", local.toLocalDate(), TIME.format(local), local.getZone(),
                escape(place.city()), escape(place.region()), proof);
        return new Message(id, "carrier", ID + "|" + parcel.trackingNumber(), code,
                "/carriers/roadlink/v1/events", "application/xml", body);
    }

    private static ZoneId zone(String region) {
        String name = PACIFIC.contains(region) ? "America/Los_Angeles" : MOUNTAIN.contains(region)
                ? "America/Denver" : CENTRAL.contains(region) ? "America/Chicago" : "America/New_York";
        return ZoneId.of(name);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
