package io.crossdock.estate.carrier;

import io.crossdock.estate.callbacks.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is particular to one carrier: its stations and how it writes about them. */
interface Line {

    /** A station of the way and how long after the one before it is reached. */
    record Station(String code, Duration after) {

        static Station of(String code, int seconds) {
            return new Station(code, Duration.ofSeconds(seconds));
        }
    }

    List<Station> stations(Parcel parcel);

    Message message(Parcel parcel, String code, Instant at, long number);
}
