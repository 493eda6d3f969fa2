package io.crossdock.drills;

/**
 * How much traffic a drill has; start and settling come on top.
 *
 * @param seconds of traffic
 * @param orders  spread evenly over them
 */
public record Budget(int seconds, int orders) {

    private static final int ORDERS_PER_MINUTE = 120;
    private static final int ORDERS_PER_SECOND_MAX = 50;

    public Budget {
        if (seconds < 1 || orders < 1 || orders > ORDERS_PER_SECOND_MAX * seconds) {
            throw new IllegalArgumentException("a drill has from 1 to " + ORDERS_PER_SECOND_MAX
                    + " orders per second, not " + orders + " in " + seconds);
        }
    }

    /** At a pace that a busy machine keeps. */
    public static Budget minutes(int minutes) {
        return new Budget(minutes * 60, minutes * ORDERS_PER_MINUTE);
    }

    /** How many orders are placed in one second of the traffic. */
    int ordersIn(int second) {
        return upTo(second + 1) - upTo(second);
    }

    private int upTo(int second) {
        return (int) ((long) orders * second / seconds);
    }

    /** In the words of the command line, which counts in minutes. */
    String words() {
        int minutes = Math.ceilDiv(seconds, 60);
        return "--minutes " + minutes + (equals(minutes(minutes)) ? "" : " --orders " + orders);
    }
}
