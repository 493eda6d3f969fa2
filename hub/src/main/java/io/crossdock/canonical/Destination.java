package io.crossdock.canonical;

/** Where an order is to go. */
public sealed interface Destination {

    /** An address the account has on file. */
    record OnFile(ShipToId id) implements Destination {
    }

    /** The address that the account ships to when it says nothing else. */
    record Usual() implements Destination {
    }

    /** An address given with the order. */
    record Given(Address address) implements Destination {
    }
}
