package io.crossdock.experience.edi.x12;

import io.crossdock.experience.edi.x12.Fault.Place;
import io.crossdock.experience.edi.x12.Fault.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds one interchange from its segments. Headers open and trailers close; a header that comes while something is
 * still open closes it with the fault the standard has for a missing trailer.
 */
final class InterchangeReader {

    private final IsaReader.Outcome.Header header;
    private final SegmentReader segments;
    private final Limits limits;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Segment> acknowledgments = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private Optional<OpenGroup> open = Optional.empty();
    private int setCount;
    private int segmentCount;
    private boolean finished;

    InterchangeReader(Payload payload, IsaReader.Outcome.Header header, Limits limits) {
        this.header = header;
        this.limits = limits;
        this.segments = new SegmentReader(payload, header.delimiters(), header.next());
    }

    Interchange read() {
        header.faults().forEach(this::add);
        IsaCheck.check(header.segment()).forEach(this::add);
        while (!finished) {
            Optional<Segment> next = segments.next();
            if (next.isEmpty()) {
                endEarly();
            } else if (isTooMuch()) {
                stop(next.get());
            } else {
                take(next.get());
            }
        }
        int offset = header.segment().offset();
        return new Interchange(
                header.segment(), header.delimiters(), acknowledgments, groups, faults, offset,
                Math.max(segments.end() - offset, 1));
    }

    private void take(Segment segment) {
        switch (segment.id()) {
            case "GS" -> openGroup(segment);
            case "GE" -> closeGroup(segment);
            case "ST" -> openSet(segment);
            case "SE" -> closeSet(segment);
            case "IEA" -> close(segment);
            case "TA1" -> acknowledge(segment);
            default -> takeContent(segment);
        }
    }

    private void openGroup(Segment segment) {
        closeGroupWithoutTrailer(segment.offset());
        open = Optional.of(new OpenGroup(segment, limits));
    }

    private void closeGroup(Segment segment) {
        if (open.isEmpty()) {
            stray(segment);
            return;
        }
        groups.add(open.get().close(segment));
        open = Optional.empty();
    }

    private void openSet(Segment segment) {
        setCount++;
        if (open.isEmpty()) {
            stray(segment);
        } else {
            open.get().openSet(segment);
        }
    }

    private void closeSet(Segment segment) {
        if (open.isEmpty() || !open.get().closeSet(segment)) {
            stray(segment);
        }
    }

    private void acknowledge(Segment segment) {
        if (open.isPresent()) {
            takeContent(segment);
        } else {
            acknowledgments.add(segment);
        }
    }

    private void takeContent(Segment segment) {
        if (open.isEmpty() || !open.get().take(segment)) {
            stray(segment);
        }
    }

    private void close(Segment trailer) {
        closeGroupWithoutTrailer(trailer.offset());
        int declared = Values.count(trailer.element(1));
        if (declared != groups.size()) {
            add("021", Severity.ERROR, Place.of(trailer, 1),
                    "IEA01 says " + trailer.element(1) + " groups, there are " + groups.size());
        }
        if (!Values.sameNumber(trailer.element(2), header.segment().element(13))) {
            add("001", Severity.ERROR, Place.of(trailer, 2), "IEA02 differs from ISA13");
        }
        if (groups.isEmpty() && acknowledgments.isEmpty()) {
            add("024", Severity.ERROR, Place.of(trailer), "the interchange holds nothing");
        }
        finished = true;
    }

    private void endEarly() {
        closeGroupWithoutTrailer(segments.end());
        add("023", Severity.ERROR, Place.at(segments.end()), "the interchange ends without IEA");
        finished = true;
    }

    private boolean isTooMuch() {
        segmentCount++;
        return segmentCount > limits.segments() || setCount > limits.sets();
    }

    private void stop(Segment segment) {
        String sentence = "more than " + limits.segments() + " segments or " + limits.sets() + " transaction sets";
        faults.addFirst(Fault.interchange("022", Severity.REJECT, Place.of(segment), sentence));
        closeGroupWithoutTrailer(segment.offset());
        while (segments.next().filter(skipped -> !skipped.id().equals("IEA")).isPresent()) {
            segmentCount++;
        }
        finished = true;
    }

    private void closeGroupWithoutTrailer(int offset) {
        open.ifPresent(group -> groups.add(group.closeWithoutTrailer(offset)));
        open = Optional.empty();
    }

    private void stray(Segment segment) {
        add("024", Severity.ERROR, Place.of(segment), "segment " + printable(segment) + " stands outside of any set");
    }

    private static String printable(Segment segment) {
        return segment.id().length() > 3 ? segment.id().substring(0, 3) + "…" : segment.id();
    }

    private void add(String code, Severity severity, Place place, String sentence) {
        add(Fault.interchange(code, severity, place, sentence));
    }

    private void add(Fault fault) {
        if (faults.size() < limits.faults()) {
            faults.add(fault);
        }
    }
}
