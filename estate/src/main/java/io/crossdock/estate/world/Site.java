package io.crossdock.estate.world;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/** The distributor's warehouses. */
public enum Site {
    ATL("Atlanta", "GA", "America/New_York"), DFW("Fort Worth", "TX", "America/Chicago"),
    RNO("Sparks", "NV", "America/Los_Angeles");

    private final String city;
    private final String region;
    private final ZoneId zone;

    Site(String city, String region, String zone) {
        this.city = city;
        this.region = region;
        this.zone = ZoneId.of(zone);
    }

    public static Optional<Site> find(String name) {
        return Arrays.stream(values()).filter(site -> site.name().equals(name)).findFirst();
    }

    public String city() {
        return city;
    }

    public String region() {
        return region;
    }

    public ZoneId zone() {
        return zone;
    }
}
