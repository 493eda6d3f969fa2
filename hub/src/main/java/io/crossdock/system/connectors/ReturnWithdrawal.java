package io.crossdock.system.connectors;

/**
 * The request of effect {@code return.withdraw}: goods that were announced will not come.
 *
 * @param reference our number of the return, by which the warehouse knows it
 * @param order     our number of the order that they were shipped for
 * @param why       a clause for people
 */
public record ReturnWithdrawal(String reference, String order, String why) {
}
