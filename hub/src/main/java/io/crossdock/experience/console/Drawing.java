package io.crossdock.experience.console;

import java.util.List;

/**
 * A picture of a story, laid out: everything has its place, in pixels, and nothing covers anything else.
 *
 * @param ticks  times along the top
 * @param pauses how long nothing happened, between columns
 * @param nowX   where the present is drawn; 0 when the story is over
 */
record Drawing(int width, int height, List<Row> rows, List<Tick> ticks, List<Tick> pauses, List<Bar> bars,
        List<Arrow> arrows, List<Mark> marks, List<Caption> captions, int nowX) {

    static final int TOP = 40;

    /** A lane. */
    record Row(String label, String kind, int y, int height) {

        int middle() {
            return y + height / 2;
        }
    }

    record Tick(int x, String text, String title) {
    }

    /** A time that something took. @param look names its colour and pattern */
    record Bar(int entry, int x, int y, int width, String look, String title) {
    }

    /** Who tells or asks whom. */
    record Arrow(int x, int from, int to, String look) {

        /** The point of the arrow, as an SVG path. */
        String head() {
            int back = to > from ? -6 : 6;
            return "M" + (x - 3) + " " + (to + back) + "L" + x + " " + to + "L" + (x + 3) + " " + (to + back);
        }
    }

    /** One moment. @param shape tells what it is without colour */
    record Mark(int entry, int x, int y, Shape shape, String look, String title) {
    }

    enum Shape {
        CIRCLE, RING, SQUARE, DIAMOND, TRIANGLE, CROSS
    }

    record Caption(int x, int y, String text, String anchor, String look) {
    }
}
