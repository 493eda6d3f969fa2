package io.crossdock.experience.edi.outgoing;

import io.crossdock.experience.edi.maps.PartnerMaps;
import io.crossdock.experience.edi.x12.ControlNumbers;
import io.crossdock.experience.edi.x12.Delimiters;
import io.crossdock.experience.edi.x12.Dictionary;
import io.crossdock.experience.edi.x12.Draft;
import io.crossdock.experience.edi.x12.Envelope;
import io.crossdock.experience.edi.x12.GroupDraft;
import io.crossdock.experience.edi.x12.Interchange;
import io.crossdock.experience.edi.x12.Limits;
import io.crossdock.experience.edi.x12.Party;
import io.crossdock.experience.edi.x12.Series;
import io.crossdock.experience.edi.x12.SetChecker;
import io.crossdock.experience.edi.x12.SetDraft;
import io.crossdock.experience.edi.x12.Understood;
import io.crossdock.experience.edi.x12.X12Reader;
import io.crossdock.experience.edi.x12.X12Writer;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Outlet;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.maps.MapVersion;
import io.crossdock.platform.maps.Maps;
import io.crossdock.platform.maps.Produced;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes documents to partners, in the transaction that decides them: control numbers, content and the effect that
 * delivers it are kept together or not at all. Thread-safe.
 */
@Component
public class Outbox {

    /** The kind of effect that delivers. */
    public static final String SEND = "edi.send";

    private static final Map<String, String> FUNCTIONAL_IDS =
            Map.of("997", "FA", "855", "PR", "865", "CA", "856", "SH", "810", "IN", "846", "IB");

    private final Books books;
    private final ControlNumbers numbers;
    private final Effects effects;
    private final Landscapes landscapes;
    private final Clock clock;
    private final X12Writer writer = new X12Writer(Dictionary.standard());

    Outbox(Books books, ControlNumbers numbers, Effects effects, Landscapes landscapes, Clock clock) {
        this.books = books;
        this.numbers = numbers;
        this.effects = effects;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    /** Where documents are kept, and what they were made with. */
    @Component("edi-document-books")
    record Books(DocumentStore store, Maps maps) {
    }

    /**
     * What is to be written.
     *
     * @param kind {@code 997}, {@code TA1}, {@code 855}, {@code 865}, {@code 856}, {@code 810} or {@code 846}
     * @param businessKey written once per partner and kind
     * @param orderingKey documents of one key are delivered in order
     * @param acknowledgments TA1 segments
     * @param map what the sets were made with
     */
    public record Letter(Partner partner, String kind, String businessKey, String orderingKey,
            Optional<String> orderNumber, List<Draft> acknowledgments, List<SetDraft> sets, Optional<MapVersion> map) {

        /** One that no map was needed for. */
        public Letter(Partner partner, String kind, String businessKey, String orderingKey, Optional<String> orderNumber,
                List<Draft> acknowledgments, List<SetDraft> sets) {
            this(partner, kind, businessKey, orderingKey, orderNumber, acknowledgments, sets, Optional.empty());
        }

        /** What a map has made. */
        public Letter(Partner partner, String kind, String businessKey, String orderingKey, Optional<String> orderNumber,
                List<PartnerMaps.Written> sets) {
            this(partner, kind, businessKey, orderingKey, orderNumber, List.of(),
                    sets.stream().map(PartnerMaps.Written::set).toList(),
                    sets.stream().map(PartnerMaps.Written::map).findFirst());
        }

        public Letter {
            acknowledgments = List.copyOf(acknowledgments);
            sets = List.copyOf(sets);
        }
    }

    /** What the effect asks for. */
    public record Delivery(UUID document, String partner, String kind, long control, String content) {
    }

    /**
     * Writes a document once; asking again changes nothing.
     *
     * @throws Indigestible {@code edi-document-invalid} when the content breaks X12: its map is to be mended
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Letter letter, Origin origin) {
        Partner partner = letter.partner();
        if (books.store().exists(partner.id(), letter.kind(), letter.businessKey())) {
            return;
        }
        long control = numbers.next(new Series(partner.id(), Series.Level.INTERCHANGE));
        Optional<Long> group = letter.sets().isEmpty()
                ? Optional.empty() : Optional.of(numbers.next(new Series(partner.id(), Series.Level.GROUP)));
        Instant now = clock.instant();
        String content = content(letter, control, group, now);
        Document document = new Document(Ids.at(now), partner.id(), letter.kind(), letter.businessKey(), control,
                group, content, now, letter.orderNumber(), Optional.empty());
        books.store().insert(document);
        letter.map().ifPresent(map -> books.maps().pin(new Produced(Produced.Kind.DOCUMENT, document.id()), map));
        send(partner, document, letter.businessKey(), letter.orderingKey(), origin);
    }

    /** Delivers a document once more, unchanged. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void repeat(Partner partner, String kind, String businessKey, int time, Origin origin) {
        books.store().byKey(partner.id(), kind, businessKey).ifPresent(document -> send(partner, document,
                businessKey + "#" + time, "edi:" + partner.id() + ":" + businessKey, origin));
    }

    /** Notes the partner's 997; false when it is about nothing we sent. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean answered(Partner partner, long group, String verdict) {
        return books.store().answer(partner.id(), group, verdict, clock.instant());
    }

    public Optional<Document> document(UUID id) {
        return books.store().byId(id);
    }

    /** What was sent about an order, oldest first. */
    public List<Document> ofOrder(String number) {
        return books.store().byOrder(number);
    }

    /** The answer to an interchange, if one was written. */
    public Optional<Document> document(String partner, String kind, String businessKey) {
        return books.store().byKey(partner, kind, businessKey);
    }

    private void send(Partner partner, Document document, String businessKey, String orderingKey, Origin origin) {
        effects.request(List.of(new NewEffect(target(partner), SEND, document.kind() + ":" + partner.id() + ":"
                + businessKey, orderingKey, Tier.NORMAL, origin,
                new Delivery(document.id(), partner.id(), document.kind(), document.control(), document.content()))));
    }

    /** The lane a partner's documents go through: that of a system, or the partner's own. */
    static String target(Partner partner) {
        return switch (partner.delivery()) {
            case Partner.Delivery.ToSystem(String system) -> system;
            case Partner.Delivery.ToUrl url -> "edi:" + partner.id();
            case Partner.Delivery.ToOutlet(String destination) -> Outlet.target(destination);
            case Partner.Delivery.ToFolder folder -> "edi:" + partner.id();
        };
    }

    private String content(Letter letter, long control, Optional<Long> group, Instant now) {
        List<GroupDraft> groups = group.map(number -> List.of(new GroupDraft(
                FUNCTIONAL_IDS.getOrDefault(letter.kind(), "FA"), number, letter.sets()))).orElse(List.of());
        Envelope envelope = envelope(letter.partner(), control, now);
        try {
            String content = writer.write(envelope, letter.acknowledgments(), groups);
            proofread(letter, content);
            return content;
        } catch (IllegalArgumentException unfit) {
            throw new Indigestible("edi-document-invalid", "The " + letter.kind() + " " + letter.businessKey() + " to "
                    + letter.partner().id() + " cannot be written: " + unfit.getMessage() + ".");
        }
    }

    /** What leaves the house is read as its receiver will. */
    private static void proofread(Letter letter, String content) {
        Interchange read = new X12Reader(Limits.usual()).read(content.getBytes(StandardCharsets.US_ASCII))
                .interchanges().getFirst();
        SetChecker checker = new SetChecker(Dictionary.standard(), Limits.usual());
        read.groups().forEach(group -> group.sets().forEach(set -> {
            Understood understood = checker.check(set, group, read.delimiters());
            if (understood.verdict() == Understood.Verdict.REJECTED) {
                throw new Indigestible("edi-document-invalid", "The " + letter.kind() + " " + letter.businessKey()
                        + " would be refused: " + understood.faults().getFirst().sentence() + ".");
            }
        }));
    }

    private Envelope envelope(Partner partner, long control, Instant now) {
        Partner.Separators separators = partner.separators();
        Delimiters delimiters = new Delimiters(separators.element(), separators.component(), separators.repetition(),
                separators.segment());
        return new Envelope(
                new Party(partner.ours().qualifier(), partner.ours().id()),
                new Party(partner.theirs().qualifier(), partner.theirs().id()),
                partner.ours().group(), partner.theirs().group(), partner.versions().getFirst(),
                partner.usage() == Partner.Usage.TEST, delimiters, separators.newlines() ? "\n" : "", control,
                LocalDateTime.ofInstant(now, landscapes.current().zone()));
    }
}
