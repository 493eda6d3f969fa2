package io.crossdock.experience.edi.advice;

import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Sku;
import io.crossdock.experience.edi.advice.AdviceLines.Changes;
import io.crossdock.experience.edi.advice.AdviceLines.Line;
import io.crossdock.experience.edi.outgoing.Outbox;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.process.promising.Listed;
import io.crossdock.process.promising.Listings;
import io.crossdock.system.catalog.Catalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Writes an advice that is due. What the partner is said to know changes in the transaction that writes the documents,
 * so that no change is lost and none is told twice.
 */
@Component
class InventoryAdvice implements FactHandler {

    static final int LINES_PER_SET = 1_000;
    private static final int SETS_PER_INTERCHANGE = 10;
    private static final int PAGE = 5_000;

    private final AdviceStore store;
    private final AdviceSets sets;
    private final Sources sources;
    private final Outbox outbox;

    InventoryAdvice(AdviceStore store, AdviceSets sets, Sources sources, Outbox outbox) {
        this.store = store;
        this.sets = sets;
        this.sources = sources;
        this.outbox = outbox;
    }

    /** What advices are made of. */
    @Component("edi-inventory-sources")
    record Sources(Listings listings, Catalog catalog, Landscapes landscapes, Json json) {
    }

    @Override
    public String subscription() {
        return "edi-inventory";
    }

    @Override
    public Set<String> types() {
        return Set.of(Due.FACT);
    }

    @Override
    public void handle(Fact fact) {
        if (sources.catalog().asOf().equals(Instant.EPOCH)) {
            throw new IllegalStateException("the catalogue has not been read yet");
        }
        Due due = sources.json().read(fact.data(), Due.class);
        Landscape landscape = sources.landscapes().current();
        if (store.settle(due)) {
            landscape.partner(due.partner()).ifPresent(partner -> partner.inventory().ifPresent(wanted ->
                    write(new Telling(due, landscape, partner, fact), wanted)));
        }
    }

    private record Telling(Due due, Landscape landscape, Partner partner, Fact fact) {
    }

    private void write(Telling telling, Partner.Inventory wanted) {
        String partner = telling.partner().id();
        Changes changes = new AdviceLines(telling.partner(), wanted, sources.catalog()::item)
                .changes(listed(wanted.channel()), store.told(partner), telling.due().extent());
        store.tell(partner, changes);
        List<List<Line>> parts = parts(changes.lines(), LINES_PER_SET);
        AdviceSets.Header header = new AdviceSets.Header(telling.due(), telling.partner(), telling.landscape().name(),
                telling.fact().time().atZone(telling.landscape().zone()).toLocalDateTime(), parts.size());
        List<List<Integer>> letters = parts(IntStream.range(0, parts.size()).boxed().toList(), SETS_PER_INTERCHANGE);
        for (List<Integer> letter : letters) {
            outbox.write(new Outbox.Letter(telling.partner(), "846", header.name(letter.getFirst() + 1),
                    "edi:" + partner + ":846", Optional.empty(),
                    letter.stream().map(part -> sets.write(header, part + 1, parts.get(part))).toList()),
                    telling.fact().cause("hub"));
        }
    }

    /** What holds now of every item; one that changes meanwhile comes again on a later page, and that holds. */
    private Collection<Listed> listed(Channel channel) {
        Map<Sku, Listed> all = new LinkedHashMap<>();
        Listings.Page page = sources.listings().after(channel, 0, PAGE);
        page.items().forEach(each -> all.put(each.sku(), each));
        while (!page.complete()) {
            page = sources.listings().after(channel, page.version(), PAGE);
            page.items().forEach(each -> all.put(each.sku(), each));
        }
        return all.values();
    }

    private static <T> List<List<T>> parts(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return parts;
    }
}
