package io.crossdock.process.story;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.json.Json;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegPlan.Origin;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.story.Entry.Kind;
import io.crossdock.process.story.Entry.Links;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tells an order's story from the evidence: every message, decision, call and wait, by time. */
final class Teller {

    private final Evidence evidence;
    private final FactEntries facts;
    private final EffectEntries effects;
    private final Names names;
    private final Wording wording;

    Teller(Evidence evidence, Json json, Names names, Wording wording) {
        this.evidence = evidence;
        this.facts = new FactEntries(json, evidence.customer(), origins(evidence.legs()), names, wording);
        this.effects = new EffectEntries(names, wording);
        this.names = names;
        this.wording = wording;
    }

    private static Map<LegNumber, Origin> origins(List<Leg> legs) {
        return legs.stream().collect(Collectors.toMap(Leg::number, Leg::origin));
    }

    Timeline tell() {
        List<Entry> entries = new ArrayList<>();
        Set<UUID> told = new HashSet<>();
        evidence.facts().forEach(fact -> {
            Optional<UUID> message = Optional.ofNullable(evidence.causes().get(fact.position()));
            facts.tell(fact, message).ifPresent(entry -> {
                entries.add(entry);
                message.ifPresent(told::add);
            });
        });
        evidence.messages().stream().filter(message -> !told.contains(message.id()))
                .forEach(message -> entries.add(arrival(message)));
        evidence.effects().forEach(doing -> entries.addAll(effects.tell(doing)));
        evidence.legs().stream().filter(leg -> leg.state() == LegState.WAITING)
                .forEach(leg -> entries.add(backorder(leg)));
        entries.sort(Comparator.comparing((Entry entry) -> entry.when().from()).thenComparing(Teller::rank)
                .thenComparing(entry -> entry.links().fact().orElse(0L)));
        return new Timeline(lanes(entries), entries);
    }

    /** What came first when the clock says that things happened together. */
    private static int rank(Entry entry) {
        return entry.lane().kind() == Lane.Kind.CHANNEL ? 0 : entry.lane().kind() == Lane.Kind.HUB ? 1 : 2;
    }

    private static List<Lane> lanes(List<Entry> entries) {
        return entries.stream().map(Entry::lane).distinct()
                .sorted(Comparator.comparing(Lane::kind).thenComparing(Lane::id)).toList();
    }

    private Entry arrival(MessageHead message) {
        boolean bySystem = names.landscape().system(message.source()).isPresent();
        boolean placed = !bySystem
                && message.subject().filter(evidence.order().number().value()::equals).isPresent();
        Lane lane = bySystem ? names.lane(message.source()) : channel();
        String who = placed ? evidence.order().consumer() : Names.capital(names.of(message.source()));
        String what = placed ? " sent the order" + evidence.order().buyerReference()
                .map(reference -> " (" + reference + ")").orElse("") + "."
                : switch (message.state()) {
                    case RECEIVED -> " sent a message that is not digested yet.";
                    case DIGESTED -> " sent a message that changed nothing" + why(message);
                    case REFUSED -> " sent a message that was refused" + why(message);
                };
        return new Entry(new When.At(message.receivedAt()), lane, placed ? Kind.MESSAGE
                : message.state() == Message.State.REFUSED ? Kind.TROUBLE : Kind.MESSAGE,
                placed ? "Order" : "message", who + what, Links.message(message.id()), Optional.empty());
    }

    private static String why(MessageHead message) {
        return message.outcome().map(outcome -> outcome.path("why").asString(outcome.path("reason").asString("")))
                .filter(text -> !text.isBlank())
                .map(text -> FactEntries.sentence(": " + FactEntries.small(text))).orElse(".");
    }

    private Lane channel() {
        return new Lane(Lane.Kind.CHANNEL, evidence.order().channel(), switch (evidence.order().channel()) {
            case "edi" -> "EDI";
            default -> Names.capital(evidence.order().channel());
        });
    }

    private Entry backorder(Leg leg) {
        return new Entry(new When.Since(leg.plannedAt()), Lane.HUB, Kind.WAIT, "waits for goods", "Shipment "
                + leg.number() + " waits for goods to come in: " + leg.lines().stream()
                        .map(line -> Wording.quantity(line.planned()) + " " + line.sku())
                        .collect(Collectors.joining(", ")) + ", expected about " + wording.day(leg.promisedFor()) + ".",
                Links.NONE, Optional.empty());
    }
}
