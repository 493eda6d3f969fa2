package io.crossdock.experience.edi.x12;

import io.crossdock.experience.edi.x12.Fault.Place;
import io.crossdock.experience.edi.x12.Fault.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads payloads into interchanges, groups and transaction sets and never throws on their content. A fault is held
 * where it stands: a bad transaction set leaves its neighbours alone, a bad interchange leaves the next one alone.
 * Thread-safe.
 */
public final class X12Reader {

    private final Limits limits;

    public X12Reader(Limits limits) {
        this.limits = limits;
    }

    /** Reads everything in {@code bytes}; what is not an interchange becomes a fault with its offset. */
    public Reading read(byte[] bytes) {
        if (bytes.length > limits.bytes()) {
            String sentence = "the payload has " + bytes.length + " bytes, at most " + limits.bytes() + " are read";
            return new Reading(List.of(), List.of(fault("022", limits.bytes(), sentence)));
        }
        Payload payload = new Payload(bytes);
        List<Interchange> interchanges = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        int at = 0;
        while (at < payload.length() && faults.size() < limits.faults()) {
            int isa = payload.nextIsa(at);
            int stray = payload.skipBlanks(at);
            if (stray < isa) {
                faults.add(fault("022", stray, "bytes that belong to no interchange"));
            }
            if (isa >= payload.length()) {
                break;
            }
            at = readOne(payload, isa, interchanges, faults);
        }
        if (interchanges.isEmpty() && faults.isEmpty()) {
            faults.add(fault("022", 0, "the payload is empty"));
        }
        return new Reading(interchanges, faults);
    }

    private int readOne(Payload payload, int isa, List<Interchange> interchanges, List<Fault> faults) {
        return switch (IsaReader.read(payload, isa)) {
            case IsaReader.Outcome.Header header -> {
                Interchange interchange = new InterchangeReader(payload, header, limits).read();
                interchanges.add(interchange);
                yield interchange.offset() + interchange.length();
            }
            case IsaReader.Outcome.Unreadable unreadable -> {
                faults.add(unreadable.fault());
                yield payload.nextIsa(isa + 3);
            }
        };
    }

    private static Fault fault(String code, int offset, String sentence) {
        return Fault.interchange(code, Severity.REJECT, Place.at(offset), sentence);
    }
}
