package io.crossdock.estate.world;

import java.util.Arrays;
import java.util.Optional;

/** Suppliers that ship straight to the customer. */
public enum Vendor {
    NORTHFORGE("northforge", "NF", "Columbus", "OH"), HALDEN("halden", "HD", "Tacoma", "WA");

    private final String id;
    private final String prefix;
    private final String city;
    private final String region;

    Vendor(String id, String prefix, String city, String region) {
        this.id = id;
        this.prefix = prefix;
        this.city = city;
        this.region = region;
    }

    public static Optional<Vendor> find(String id) {
        return Arrays.stream(values()).filter(vendor -> vendor.id.equals(id)).findFirst();
    }

    public String id() {
        return id;
    }

    /** What its numbers begin with. */
    public String prefix() {
        return prefix;
    }

    public String city() {
        return city;
    }

    public String region() {
        return region;
    }
}
