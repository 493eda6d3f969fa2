package io.crossdock.experience.edi.changes;

import io.crossdock.canonical.Fault;
import io.crossdock.experience.edi.changes.ChangeRequestStore.Request;
import io.crossdock.experience.edi.outgoing.Document;
import io.crossdock.experience.edi.outgoing.Outbox;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Answers changes by 865: at once, once more when those have answered who were asked for goods, and once more when the
 * ERP does not take what was added.
 */
@Component
class ChangeAnswers {

    private static final int NOTES_MAX = 50;

    private final ChangeMaps maps;
    private final Outbox outbox;
    private final Landscapes landscapes;
    private final Clock clock;

    ChangeAnswers(ChangeMaps maps, Outbox outbox, Landscapes landscapes, Clock clock) {
        this.maps = maps;
        this.outbox = outbox;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    /** Line item status codes (X12 668). */
    enum Status {
        IA, IR, IQ, IH, ID, DR
    }

    /**
     * One line of an answer.
     *
     * @param lineNo   of the order, 0 if there is none
     * @param ids      qualifier and value
     * @param wanted   in base units, altogether
     * @param standing so much is delivered as things are
     * @param day      on which it arrives, where another day was asked for
     */
    record Line(int lineNo, String name, String code, Optional<Purchase.Amount> asked, List<Purchase.Id> ids, Status status,
            Optional<String> wanted, Optional<Purchase.Amount> standing, Optional<String> sku, Optional<LocalDate> day) {

        Line {
            ids = List.copyOf(ids);
            // Answers of former versions have none.
            day = Objects.requireNonNullElse(day, Optional.empty());
        }

        /** No other day was asked for. */
        Line(int lineNo, String name, String code, Optional<Purchase.Amount> asked, List<Purchase.Id> ids, Status status,
                Optional<String> wanted, Optional<Purchase.Amount> standing, Optional<String> sku) {
            this(lineNo, name, code, asked, ids, status, wanted, standing, sku, Optional.empty());
        }

        Line become(Status now, Purchase.Amount stands) {
            return new Line(lineNo, name, code, asked, ids, now, wanted, Optional.of(stands), sku, day);
        }

        /** Whether some of it was said to be delivered, with nobody to be asked any more. */
        boolean promised() {
            return status == Status.IA || status == Status.IQ || status == Status.DR;
        }

        /** It arrives on a day, which need not be the one that was asked for. */
        Line on(LocalDate arrives, LocalDate asked) {
            return new Line(lineNo, name, code, this.asked, ids, status == Status.IA && !arrives.equals(asked) ? Status.DR
                    : status, wanted, standing, sku, Optional.of(arrives));
        }
    }

    /** @param notes sentences */
    record Answer(List<Line> lines, List<String> notes) {

        Answer {
            lines = List.copyOf(lines);
            notes = List.copyOf(notes);
        }

        /** X12 587: AH on hold, RD rejected, AD as asked for, AC otherwise. */
        String verdict() {
            if (lines.stream().anyMatch(line -> line.status() == Status.IH)) {
                return "AH";
            }
            if (lines.stream().allMatch(line -> line.status() == Status.IR)) {
                return "RD";
            }
            return lines.stream().allMatch(line -> line.status() == Status.IA || line.status() == Status.ID) ? "AD" : "AC";
        }
    }

    /** Which of the answers to a change. */
    enum Word {
        FIRST(""),
        /** Those who were asked for goods have answered. */
        FINAL(":final"),
        /** What was added is not delivered after all. */
        TAKEN_BACK(":taken-back");

        private final String suffix;

        Word(String suffix) {
            this.suffix = suffix;
        }

        String key(Request request) {
            return "change:" + request.set() + suffix;
        }
    }

    void write(Request request, Partner partner, ChangeDocument document, Answer answer, Word word,
            Optional<String> order, Origin origin) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), landscapes.current().zone());
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("reference", request.reference());
        document.release().ifPresent(release -> content.put("release", release));
        document.number().ifPresent(number -> content.put("number", number));
        content.put("verdict", answer.verdict());
        content.put("changedOn", document.date().flatMap(ChangeAnswers::day).orElse(today).toString());
        content.put("answeredOn", today.toString());
        order.ifPresent(number -> content.put("orderNumber", number));
        content.put("notes", answer.notes().stream().limit(NOTES_MAX).toList());
        content.put("lines", answer.lines().stream().map(ChangeAnswers::content).toList());
        outbox.write(new Outbox.Letter(partner, "865", word.key(request), order.orElse("edi:" + partner.id() + ":"
                + request.reference()), order, List.of(maps.write(content, partner))), origin);
    }

    /** A partner that sends the same change again gets the last answer to it again. */
    void repeat(Request first, Partner partner, int time, Origin origin) {
        Arrays.stream(Word.values()).flatMap(word -> outbox.document(partner.id(), "865", word.key(first)).stream())
                .max(Comparator.comparing(Document::control))
                .ifPresent(last -> outbox.repeat(partner, "865", last.businessKey(), time, origin));
    }

    /** X12 373. */
    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> content(Line line) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("line", line.name());
        content.put("code", line.code());
        line.asked().ifPresent(asked -> {
            content.put("quantity", asked.quantity());
            content.put("unit", asked.unit());
        });
        content.put("ids", line.ids().stream().filter(id -> id.qualifier().length() == 2).map(id ->
                Map.of("qualifier", id.qualifier(), "value", id.value())).toList());
        content.put("status", line.status().name());
        line.standing().ifPresent(standing -> {
            content.put("standing", standing.quantity());
            content.put("standingUnit", standing.unit());
        });
        line.day().ifPresent(day -> content.put("day", day.toString()));
        line.sku().ifPresent(sku -> content.put("sku", sku));
        return content;
    }

    /** The lines of a document none of which is done. */
    static Answer refusal(ChangeDocument document, List<String> notes) {
        List<Line> lines = new ArrayList<>();
        for (int place = 0; place < document.lines().size(); place++) {
            lines.add(refused(document.lines().get(place), place));
        }
        return new Answer(lines, notes);
    }

    static Line refused(ChangeDocument.Line line, int place) {
        return new Line(0, line.line().orElse(String.valueOf(place + 1)), line.code().filter(code -> code.length() == 2)
                .orElse("CA"), amount(line), ids(line), Status.IR, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Optional<Purchase.Amount> amount(ChangeDocument.Line line) {
        return line.quantity().filter(text -> text.matches("\\d{1,9}|\\d{0,6}\\.\\d{1,3}")).flatMap(quantity -> line.unit()
                .filter(unit -> unit.length() == 2).map(unit -> new Purchase.Amount(quantity, unit)));
    }

    static List<Purchase.Id> ids(ChangeDocument.Line line) {
        return line.ids().stream().map(id -> new Purchase.Id(id.qualifier().orElse(""), id.value())).toList();
    }

    /** Faults as sentences, with the segment each is about. */
    static List<String> notes(List<Fault> faults, Segments segments) {
        return faults.stream().map(segments::sentence).distinct().toList();
    }
}
