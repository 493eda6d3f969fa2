package io.crossdock.system.connectors.roadlink;

import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.Fault;
import io.crossdock.system.connectors.CarrierEvent;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** The statuses of one shipment. */
final class StatusReading {

    /** X12 214 AT7-01. */
    private static final Map<String, CarrierMilestone> MILESTONES = Map.of(
            "AF", CarrierMilestone.PICKED_UP,
            "X4", CarrierMilestone.IN_TRANSIT,
            "X6", CarrierMilestone.OUT_FOR_DELIVERY,
            "X1", CarrierMilestone.OUT_FOR_DELIVERY,
            "SD", CarrierMilestone.EXCEPTION,
            "D1", CarrierMilestone.DELIVERED);
    /** X12 214 AT7-02, those that carriers of the estate use and the commonest others. */
    private static final Map<String, String> REASONS = Map.of(
            "A1", "missed delivery",
            "A2", "incorrect address",
            "AF", "accident",
            "AG", "consignee related",
            "AI", "mechanical breakdown",
            "AM", "shipper related",
            "AN", "holiday, closed",
            "AO", "weather or natural disaster");
    private static final String NORMAL = "NS";

    private StatusReading() {
    }

    static List<CarrierEvent> of(Element shipment, String messageId, String path, List<Fault> faults) {
        String tracking = Elements.attribute(shipment, "proNumber", path, faults);
        Optional<String> signedBy = Elements.children(shipment, "ProofOfDelivery").stream().findFirst()
                .map(proof -> proof.getAttribute("signedBy").strip()).filter(name -> !name.isEmpty());
        List<Element> statuses = Elements.children(shipment, "Status");
        List<CarrierEvent> events = new ArrayList<>();
        for (int i = 0; i < statuses.size(); i++) {
            event(statuses.get(i), messageId, tracking, signedBy, path + "/Status[" + (i + 1) + "]", faults)
                    .ifPresent(events::add);
        }
        return events;
    }

    private static Optional<CarrierEvent> event(Element status, String messageId, String tracking,
            Optional<String> signedBy, String path, List<Fault> faults) {
        Optional<CarrierMilestone> milestone = milestone(status, path, faults);
        Optional<LocalMoment> moment = moment(status, path, faults);
        if (milestone.isEmpty() || moment.isEmpty()) {
            return Optional.empty();
        }
        boolean delivered = milestone.get() == CarrierMilestone.DELIVERED;
        return Optional.of(new CarrierEvent(messageId, tracking, milestone.get(), moment.get().instant(),
                place(status), delivered ? signedBy : Optional.empty(), note(status, moment.get())));
    }

    private static Optional<CarrierMilestone> milestone(Element status, String path, List<Fault> faults) {
        String code = Elements.attribute(status, "code", path, faults);
        Optional<CarrierMilestone> milestone = Optional.ofNullable(MILESTONES.get(code));
        if (milestone.isEmpty() && !code.isEmpty()) {
            faults.add(new Fault(path + "/@code", "event-unknown", "The status '" + code
                    + "' is not known."));
        }
        return milestone;
    }

    private static Optional<LocalMoment> moment(Element status, String path, List<Fault> faults) {
        Optional<LocalDate> date = Elements.text(status, "Date", path, faults)
                .flatMap(text -> read(text, LocalDate::parse, path + "/Date", "a date such as 2026-11-21",
                faults));
        Optional<LocalTime> time = Elements.text(status, "Time", path, faults)
                .flatMap(text -> read(text, LocalTime::parse, path + "/Time", "a time such as 04:30:28",
                faults));
        Optional<ZoneId> zone = Elements.text(status, "Zone", path, faults)
                .flatMap(text -> read(text, ZoneId::of, path + "/Zone", "a zone such as America/Chicago",
                faults));
        return date.flatMap(day -> time.flatMap(clock ->
                zone.map(where -> LocalMoment.of(day.atTime(clock), where))));
    }

    /** Throws {@link DateTimeException} for what it cannot read. */
    private interface Reading<T> {
        T from(String text);
    }

    private static <T> Optional<T> read(String text, Reading<T> reading, String path, String what,
            List<Fault> faults) {
        try {
            return Optional.of(reading.from(text));
        } catch (DateTimeException e) {
            faults.add(new Fault(path, "time-malformed", "'" + Elements.brief(text) + "' is not " + what
                    + "."));
            return Optional.empty();
        }
    }

    private static String place(Element status) {
        return Stream.of("City", "State").flatMap(name -> Elements.text(status, name).stream())
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> note(Element status, LocalMoment moment) {
        String reason = status.getAttribute("reason").strip();
        Optional<String> why = reason.isEmpty() || reason.equals(NORMAL) ? Optional.empty()
                : Optional.of(REASONS.getOrDefault(reason, "reason " + Elements.brief(reason)));
        String note = Stream.concat(why.stream(), moment.doubt().stream()).collect(Collectors.joining(". "));
        return note.isEmpty() ? Optional.empty() : Optional.of(note);
    }
}
