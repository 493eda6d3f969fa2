package io.crossdock.system.connectors;

/**
 * The request of effect {@code leg.cancel}: a warehouse or supplier shall not ship what it was asked to.
 *
 * @param leg   our leg number, by which it knows the release or purchase order
 * @param order number of the order it belongs to
 * @param why   a clause for people
 */
public record LegCancellation(String leg, String order, String why) {
}
