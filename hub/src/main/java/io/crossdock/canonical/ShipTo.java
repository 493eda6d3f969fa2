package io.crossdock.canonical;

/** An address an account has on file, by the id its orders use. */
public record ShipTo(ShipToId id, Address address) {
}
