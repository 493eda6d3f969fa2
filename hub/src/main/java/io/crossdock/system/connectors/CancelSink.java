package io.crossdock.system.connectors;

/** Takes a release or purchase order back. That it did is told by the leg's own messages; refused means too late. */
public interface CancelSink extends Sink<LegCancellation> {

    /** Stands between the number of a leg and how often it was refused to give it back. */
    String AGAIN = "~";

    /** After a no the next question has another key, and is about the same leg. */
    static String leg(String effectKey) {
        return effectKey.split(AGAIN, 2)[0];
    }

    @Override
    default String number(String effectKey) {
        return leg(effectKey);
    }
}
