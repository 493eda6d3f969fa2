package io.crossdock.experience.edi.x12;

import io.crossdock.experience.edi.x12.Fault.Place;
import io.crossdock.experience.edi.x12.Fault.Severity;
import io.crossdock.experience.edi.x12.SetRule.Item;
import io.crossdock.experience.edi.x12.SetRule.LoopUse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Walks along the rule of a set, one segment after the other. A segment is looked for in the innermost open loop
 * first, forward from where that loop stands, then in the loops around it; what is only found behind is out of
 * sequence, but still kept in its loop.
 */
final class SetMatcher {

    private static final class Frame {

        private final LoopUse use;
        private final int[] counts;
        private final Segment leader;
        private final int number;
        private final List<Loop.Part> parts = new ArrayList<>();
        private int cursor;

        Frame(LoopUse use, Segment leader, int number) {
            this.use = use;
            this.counts = new int[use.items().size()];
            this.leader = leader;
            this.number = number;
        }

        int find(String id, int from, int to) {
            for (int index = from; index < to; index++) {
                if (use.items().get(index).id().equals(id)) {
                    return index;
                }
            }
            return -1;
        }

        Loop toLoop() {
            return new Loop(leader, parts);
        }
    }

    private final Dictionary dictionary;
    private final SetRule rule;
    private final List<Segment> segments;
    private final int bodyEnd;
    private final List<Fault> faults = new ArrayList<>();
    private final Deque<Frame> frames = new ArrayDeque<>();

    SetMatcher(Dictionary dictionary, SetRule rule, TransactionSet set) {
        this.dictionary = dictionary;
        this.rule = rule;
        this.segments = set.segments();
        boolean trailer = segments.size() > 1 && segments.getLast().id().equals("SE");
        this.bodyEnd = trailer ? segments.size() - 1 : segments.size();
    }

    Loop match() {
        Frame root = new Frame(rule.body(), segments.getFirst(), 1);
        frames.push(root);
        for (int index = 1; index < bodyEnd; index++) {
            place(segments.get(index), index + 1);
        }
        int last = Math.min(bodyEnd, segments.size() - 1);
        unwindTo(root, segments.get(last), last + 1);
        missing(root, root.use.items().size(), segments.get(last), last + 1);
        return root.toLoop();
    }

    List<Fault> faults() {
        return faults;
    }

    /** Number of segments before SE. */
    int bodyEnd() {
        return bodyEnd;
    }

    private void place(Segment segment, int number) {
        for (Frame frame : frames) {
            int index = frame.find(segment.id(), frame.cursor, frame.use.items().size());
            if (index >= 0) {
                unwindTo(frame, segment, number);
                missing(frame, index, segment, number);
                frame.cursor = index;
                put(frame, index, segment, number);
                return;
            }
        }
        placeBehind(segment, number);
    }

    private void placeBehind(Segment segment, int number) {
        for (Frame frame : frames) {
            int index = frame.find(segment.id(), 0, frame.cursor);
            if (index >= 0) {
                fault("7", Severity.ERROR, segment, number, segment.id() + " is out of sequence");
                unwindTo(frame, segment, number);
                put(frame, index, segment, number);
                return;
            }
        }
        if (rule.ids().contains(segment.id())) {
            fault("2", Severity.ERROR, segment, number, segment.id() + " is not expected here");
        } else if (dictionary.segment(segment.id()).isPresent()) {
            fault("6", Severity.ERROR, segment, number, segment.id() + " is not part of " + rule.type());
        } else {
            fault("1", Severity.ERROR, segment, number, "no segment has this identifier");
        }
        frames.getFirst().parts.add(new Loop.Part.Single(segment, number));
    }

    private void put(Frame frame, int index, Segment segment, int number) {
        Item item = frame.use.items().get(index);
        frame.counts[index]++;
        boolean over = frame.counts[index] == item.max() + 1;
        switch (item) {
            case SetRule.SegmentUse use -> {
                if (over) {
                    fault("5", Severity.ERROR, segment, number, use.id() + " occurs more than " + use.max() + " times");
                }
                frame.parts.add(new Loop.Part.Single(segment, number));
            }
            case LoopUse use -> {
                if (over) {
                    fault("4", Severity.ERROR, segment, number, "the loop " + use.id() + " occurs too often");
                }
                frames.push(new Frame(use, segment, number));
            }
        }
    }

    private void unwindTo(Frame target, Segment at, int number) {
        while (frames.getFirst() != target) {
            Frame closed = frames.pop();
            missing(closed, closed.use.items().size(), at, number);
            frames.getFirst().parts.add(new Loop.Part.Nested(closed.toLoop(), closed.number));
        }
    }

    private void missing(Frame frame, int before, Segment at, int number) {
        for (int index = frame.cursor; index < before; index++) {
            Item item = frame.use.items().get(index);
            if (item.mandatory() && frame.counts[index] == 0) {
                frame.counts[index] = 1;
                Place place = new Place(at.offset(), at.position(), number, item.id(), 0, 0, 0);
                faults.add(new Fault(Fault.Scope.SEGMENT, "3", Severity.REJECT, place,
                        "the mandatory segment " + item.id() + " is missing", ""));
            }
        }
    }

    private void fault(String code, Severity severity, Segment segment, int number, String sentence) {
        Place place = Place.of(segment).inSet(number);
        faults.add(new Fault(Fault.Scope.SEGMENT, code, severity, place, sentence, ""));
    }

    /** Identifier of the loop a segment number stands in, for AK303. */
    static Optional<String> loopOf(Loop body, int number) {
        Optional<String> found = Optional.empty();
        for (Loop.Part part : body.parts()) {
            if (part instanceof Loop.Part.Nested nested && nested.number() <= number) {
                Optional<String> deeper = loopOf(nested.loop(), number);
                found = Optional.of(deeper.orElse(nested.loop().leader().id()));
            } else if (part instanceof Loop.Part.Single single && single.number() <= number) {
                found = Optional.empty();
            }
        }
        return found;
    }
}
