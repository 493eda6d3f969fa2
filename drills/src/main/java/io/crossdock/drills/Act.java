package io.crossdock.drills;

/**
 * A deed and when it is done.
 *
 * @param second of the traffic
 */
record Act(int second, Deed deed) {

    @Override
    public String toString() {
        return "second " + second + ": " + deed;
    }
}
