package io.crossdock.experience.edi.x12;

import io.crossdock.experience.edi.x12.Fault.Place;
import io.crossdock.experience.edi.x12.Fault.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A functional group while it is being read. */
final class OpenGroup {

    private final Segment header;
    private final Limits limits;
    private final List<TransactionSet> sets = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> controls = new HashSet<>();
    private Optional<OpenSet> open = Optional.empty();

    OpenGroup(Segment header, Limits limits) {
        this.header = header;
        this.limits = limits;
        checkHeader();
    }

    private void checkHeader() {
        if (!header.element(1).matches("[A-Za-z0-9]{2}")) {
            add("1", Severity.REJECT, Place.of(header, 1), "GS01 names no functional group");
        }
        String control = header.element(6);
        if (Values.count(control) < 0) {
            add("6", Severity.REJECT, Place.of(header, 6), "GS06 is no control number");
        }
        if (!header.element(8).matches("00[3-8]\\d{3}.{0,6}")) {
            add("2", Severity.REJECT, Place.of(header, 8), "GS08 names no version that is read here");
        }
    }

    void openSet(Segment segment) {
        closeSetWithoutTrailer(segment.offset());
        open = Optional.of(new OpenSet(segment));
    }

    /** False when no set is open. */
    boolean closeSet(Segment trailer) {
        open.ifPresent(set -> keep(set.close(trailer)));
        boolean wasOpen = open.isPresent();
        open = Optional.empty();
        return wasOpen;
    }

    /** False when no set is open. */
    boolean take(Segment segment) {
        open.ifPresent(set -> set.take(segment));
        return open.isPresent();
    }

    Group close(Segment trailer) {
        closeSetWithoutTrailer(trailer.offset());
        int declared = Values.count(trailer.element(1));
        if (declared != sets.size()) {
            add("5", Severity.ERROR, Place.of(trailer, 1),
                    "GE01 says " + trailer.element(1) + " sets, there are " + sets.size());
        }
        if (!Values.sameNumber(trailer.element(2), header.element(6))) {
            add("4", Severity.ERROR, Place.of(trailer, 2), "GE02 differs from GS06");
        }
        return new Group(header, declared < 0 ? sets.size() : declared, sets, faults);
    }

    Group closeWithoutTrailer(int offset) {
        closeSetWithoutTrailer(offset);
        add("3", Severity.ERROR, Place.at(offset), "the group ends without GE");
        return new Group(header, sets.size(), sets, faults);
    }

    private void closeSetWithoutTrailer(int offset) {
        open.ifPresent(set -> keep(set.closeWithoutTrailer(offset)));
        open = Optional.empty();
    }

    private void keep(TransactionSet set) {
        if (controls.add(set.control())) {
            sets.add(set);
            return;
        }
        List<Fault> withDuplicate = new ArrayList<>(set.faults());
        withDuplicate.add(Fault.set("23", Place.of(set.segments().getFirst(), 2).inSet(1),
                "ST02 " + set.control() + " was used before in this group"));
        sets.add(new TransactionSet(set.type(), set.control(), set.segments(), withDuplicate));
    }

    private void add(String code, Severity severity, Place place, String sentence) {
        if (faults.size() < limits.faults()) {
            faults.add(Fault.group(code, severity, place, sentence));
        }
    }
}
