package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.Item;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.MasterDataSource;
import io.crossdock.system.connectors.Sourced;
import io.crossdock.system.connectors.SystemUnavailable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Parties as accounts and products as items, all of them or what has changed. */
@Component
class TrytonMasterData implements MasterDataSource {

    private static final int PAGE = 500;
    private static final Changes OF_PARTIES = new Changes(List.of("addresses"));
    private static final Changes OF_PRODUCTS = new Changes(List.of("template", "identifiers"));
    /** Rows that are no longer in use are read as well, so that this is noticed. */
    private static final Map<String, ?> WITH_INACTIVE = Map.of("active_test", false);

    private final Tryton tryton;
    private final Clock clock;

    TrytonMasterData(Tryton tryton, Clock clock) {
        this.tryton = tryton;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    @Override
    public Page<Sourced<Account>> accounts(SystemSettings system, Asking asking) {
        List<Object> domain = List.of(List.of("code", "like", system.setting("accountCodes").orElse("%")));
        return page(system, asking, new Wanted("party.party", domain, any -> PartyRows.FIELDS, OF_PARTIES), conversation -> {
            Currency currency = TrytonCredit.currency(conversation);
            Optional<String> contract = PriceListPages.common(conversation).flatMap(row -> Wire.text(row, "name"));
            return row -> PartyRows.account(row, currency, contract);
        });
    }

    @Override
    public Page<Sourced<Item>> items(SystemSettings system, Asking asking) {
        return page(system, asking, new Wanted("product.product", List.of(List.of("type", "=", "goods"),
                List.of("code", "!=", "")), ProductRows::fields, OF_PRODUCTS), conversation -> {
                    ProductRows rows = ProductRows.of(conversation);
                    return rows::item;
                });
    }

    /** A list and how its changes are noticed. */
    private record Wanted(String model, List<Object> domain, Function<Conversation, List<String>> fields,
            Changes changes) {
    }

    private <T> Page<Sourced<T>> page(SystemSettings system, Asking asking, Wanted wanted,
            Function<Conversation, Function<JsonNode, T>> meaning) {
        Cursor cursor = Cursor.of(asking.after(), clock.instant());
        List<Object> domain = new ArrayList<>(wanted.domain());
        domain.add(List.of("id", ">", cursor.after()));
        asking.modifiedSince().ifPresent(since -> domain.add(wanted.changes().since(since)));
        try {
            return tryton.reading(system, conversation -> {
                Function<JsonNode, T> understood = meaning.apply(conversation);
                List<JsonNode> rows = conversation.search(wanted.model(), domain, Paging.first(PAGE),
                        Stream.concat(wanted.fields().apply(conversation).stream(), wanted.changes().fields().stream())
                                .toList(),
                        WITH_INACTIVE);
                return new Page<>(Listing.of(system.id(), rows, row -> new Sourced<>(understood.apply(row),
                        cursor.notAfterBeginning(wanted.changes().stamp(row)))), rows.size() < PAGE ? Optional.empty()
                        : Optional.of(cursor.afterRow(Wire.id(rows.getLast())).text()));
            });
        } catch (Fault fault) {
            throw new SystemUnavailable(fault.why(), fault);
        }
    }
}
