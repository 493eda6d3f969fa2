package io.crossdock.estate.world;

/** A place that receives goods. */
public record Address(String id, String name, String gln, String street, String city, String region,
        String postalCode, String country) {}
