package io.crossdock.experience.edi.incoming;

import io.crossdock.experience.edi.incoming.ReceivedSets.OrderReceived;
import io.crossdock.experience.edi.incoming.ReceivedSets.StockReceived;
import io.crossdock.experience.edi.maps.PartnerMaps;
import io.crossdock.experience.edi.x12.Delimiters;
import io.crossdock.experience.edi.x12.Dictionary;
import io.crossdock.experience.edi.x12.Group;
import io.crossdock.experience.edi.x12.Interchange;
import io.crossdock.experience.edi.x12.Limits;
import io.crossdock.experience.edi.x12.NeutralJson;
import io.crossdock.experience.edi.x12.Segment;
import io.crossdock.experience.edi.x12.SetChecker;
import io.crossdock.experience.edi.x12.TransactionSet;
import io.crossdock.experience.edi.x12.Understood;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Partner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Checks the transaction sets of an interchange and keeps each by itself. */
@Component
class SetIntake {

    private static final String ORDER = "850";
    private static final String CHANGE = "860";
    private static final Map<String, String> REFERENCES = Map.of(ORDER, "BEG", CHANGE, "BCH");
    private static final String ACKNOWLEDGMENT = "997";
    private static final Set<String> WAREHOUSE = Set.of("846", "940", "943", "944", "945", "947");

    private final InterchangeStore store;
    private final PartnerAnswers partnerAnswers;
    private final Journal journal;
    private final Json json;
    private final Clock clock;
    private final PartnerMaps maps;
    private final SetChecker checker = new SetChecker(Dictionary.standard(), Limits.usual());
    private final NeutralJson neutral = new NeutralJson(Dictionary.standard());

    SetIntake(InterchangeStore store, PartnerAnswers partnerAnswers, PartnerMaps maps, Journal journal, Desk desk) {
        this.store = store;
        this.partnerAnswers = partnerAnswers;
        this.journal = journal;
        this.maps = maps;
        this.json = desk.json();
        this.clock = desk.clock();
    }

    /** What every intake works with. */
    @Component("edi-intake-desk")
    record Desk(Json json, Clock clock) {
    }

    /** A group with its sets, checked. */
    record ReadGroup(Group group, List<Understood> sets, Delimiters delimiters) {
    }

    List<ReadGroup> read(Interchange interchange, Partner partner, Message message) {
        return interchange.groups().stream().map(group -> new ReadGroup(group,
                group.sets().stream().map(set -> checker.check(set, group, interchange.delimiters())).toList(),
                interchange.delimiters())).toList();
    }

    void keep(Message message, List<ReadGroup> groups, Partner partner, Fact fact) {
        int total = groups.stream().mapToInt(group -> group.sets().size()).sum();
        int position = 0;
        for (ReadGroup group : groups) {
            for (Understood set : group.sets()) {
                position++;
                keep(message, group, set, position, total, partner, fact);
            }
        }
    }

    private void keep(Message message, ReadGroup group, Understood understood, int position, int total,
            Partner partner, Fact fact) {
        TransactionSet set = understood.set();
        String body = body(message.payload(), set);
        byte[] digest = Digests.of(body.getBytes(StandardCharsets.UTF_8));
        boolean refused = understood.verdict() == Understood.Verdict.REJECTED
                || group.group().faults().stream().anyMatch(io.crossdock.experience.edi.x12.Fault::rejects);
        String groupControl = FaultView.printable(group.group().control());
        String control = FaultView.printable(set.control());
        String state = refused ? "rejected"
                : store.seen(partner.id(), groupControl, control, digest) ? "repeated" : "read";
        Map<String, Object> content = neutral.of(understood, group.delimiters());
        String reference = Optional.ofNullable(REFERENCES.get(set.type())).map(id -> reference(set, id)).orElse("");
        String correlation = total == 1 ? message.correlation() : message.correlation() + "." + position;
        ReceivedSet received = new ReceivedSet(Ids.at(clock.instant()), message.id(), position, partner.id(),
                groupControl, FaultView.printable(set.type()), control, refused ? "R" : verdict(understood), state,
                understood.faults().stream().map(FaultView::of).toList(), body, json.tree(content), reference,
                correlation, Optional.empty(), Optional.empty(), Optional.empty());
        store.insert(received, digest);
        if (state.equals("read")) {
            sendOn(received, partner, fact);
        }
    }

    private void sendOn(ReceivedSet set, Partner partner, Fact fact) {
        maps.came(set.type(), set.came(), partner);
        Origin origin = new Origin(set.correlation(), Optional.of(fact.position()), fact.origin().actor(),
                fact.origin().traceparent());
        if (REFERENCES.containsKey(set.type())) {
            String key = EdiDoor.SOURCE + partner.id() + ":" + set.reference();
            journal.append(new NewFact(set.type().equals(ORDER) ? ReceivedSets.ORDER_RECEIVED
                    : ReceivedSets.CHANGE_RECEIVED, set.reference(), key, origin, 1,
                    new OrderReceived(set.id(), partner.id(), set.reference())));
        } else if (WAREHOUSE.contains(set.type())) {
            journal.append(new NewFact(ReceivedSets.STOCK_RECEIVED, set.type() + " " + set.control(),
                    EdiDoor.SOURCE + partner.id() + ":" + set.id(), origin, 1,
                    new StockReceived(set.id(), partner.id(), set.type())));
        } else if (set.type().equals(ACKNOWLEDGMENT)) {
            partnerAnswers.take(set, partner, origin);
        }
    }

    private static String verdict(Understood understood) {
        return switch (understood.verdict()) {
            case ACCEPTED -> "A";
            case WITH_ERRORS -> "E";
            case REJECTED -> "R";
        };
    }

    private static String reference(TransactionSet set, String beginning) {
        String reference = set.segments().stream().filter(segment -> segment.id().equals(beginning)).findFirst()
                .map(segment -> FaultView.printable(segment.element(3).strip())).orElse("");
        return reference.isEmpty() ? "(none)" : reference;
    }

    private static String body(byte[] payload, TransactionSet set) {
        List<Segment> segments = set.segments();
        int from = segments.size() > 1 ? segments.get(1).offset() : segments.getFirst().offset();
        int to = segments.getLast().id().equals("SE") ? segments.getLast().offset() : payload.length;
        String text = new String(payload, from, Math.max(0, to - from), StandardCharsets.ISO_8859_1);
        // jsonb and text cannot hold NUL, and nothing means anything by it.
        return text.replace('\0', ' ');
    }
}
