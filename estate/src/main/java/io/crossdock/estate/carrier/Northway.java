package io.crossdock.estate.carrier;

import io.crossdock.estate.books.Json;
import io.crossdock.estate.callbacks.Message;
import io.crossdock.estate.day.Dice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A parcel carrier that reports in short JSON. */
final class Northway implements Line {

    static final String ID = "northway";

    private static final List<String> SIGNERS = List.of("R. Alvarez", "J. Whitfield", "T. Nguyen",
            "S. Pruitt", "DOCK 4");
    private static final double LATE = 0.05;
    private static final double SECOND_SCAN = 0.3;

    private final Dice dice;

    Northway(Dice dice) {
        this.dice = dice;
    }

    @Override
    public List<Station> stations(Parcel parcel) {
        List<Station> all = new ArrayList<>(List.of(Station.of("PU", 1), Station.of("IT", 3)));
        if (dice.happens(SECOND_SCAN, "second scan", parcel.trackingNumber())) {
            all.add(Station.of("IT", 2));
        }
        if (dice.happens(LATE, "late", parcel.trackingNumber())) {
            all.add(Station.of("EXC", 3));
        }
        all.add(Station.of("OFD", 4));
        all.add(Station.of("DLV", 6));
        return all;
    }

    @Override
    public Message message(Parcel parcel, String code, Instant at, long number) {
        Parcel.Place place = code.equals("PU") ? parcel.from() : parcel.to();
        String id = "NWM-%09d".formatted(number);
        ObjectNode body = Json.object().put("msg", id).put("trk", parcel.trackingNumber()).put("evt", code)
                .put("ts", at.toString()).put("loc", place.city() + ", " + place.region());
        if (code.equals("EXC")) {
            body.put("why", "WEATHER");
        }
        if (code.equals("DLV")) {
            body.putObject("pod").put("signedBy", dice.pick(SIGNERS, "signer", parcel.trackingNumber()));
        }
        return new Message(id, "carrier", ID + "|" + parcel.trackingNumber(), code,
                "/carriers/northway/v1/events", "application/json", body.toString());
    }
}
