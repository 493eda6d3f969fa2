package io.crossdock.process.story;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.system.customers.Customers;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds and lists orders. Thread-safe. */
@Component
public class Finder {

    private static final int MOST = 50;
    private static final int TEXT_MAX = 80;

    private final StoryStore store;
    private final Ordering ordering;
    private final Customers customers;

    Finder(StoryStore store, Ordering ordering, Customers customers) {
        this.store = store;
        this.ordering = ordering;
        this.customers = customers;
    }

    /** An order that was found. @param matched what matched: {@code tracking number NW7000000001} */
    public record Found(OrderRow order, String matched) {
    }

    public List<OrderRow> orders(OrderFilter filter) {
        return store.orders(filter);
    }

    /** The account's name, or its number. */
    public String customer(AccountId account) {
        return customers.account(account).map(known -> known.name()).orElse(account.value());
    }

    /** The account that somebody means by its number. */
    public Optional<AccountId> account(String text) {
        return AccountId.parse(text.strip().toUpperCase(Locale.ROOT))
                .filter(id -> customers.account(id).isPresent());
    }

    /**
     * Orders by any number that anyone might have: ours, the buyer's, the ERP's, a shipment's, a tracking number, an
     * SSCC, an invoice's; whole or, for order numbers, its beginning. At most 50, best first.
     */
    public List<Found> find(String text) {
        String wanted = text.strip();
        if (wanted.isEmpty() || wanted.length() > TEXT_MAX) {
            return List.of();
        }
        Map<OrderNumber, String> matches = new LinkedHashMap<>();
        ordering.order(wanted).ifPresent(order -> matches.put(order.number(), "order " + order.number()));
        store.find(spellings(wanted), prefix(wanted), MOST).forEach(hit ->
                matches.putIfAbsent(new OrderNumber(hit.number()), words(hit.kind()) + " " + hit.matched()));
        Map<OrderNumber, OrderRow> rows = new LinkedHashMap<>();
        store.orders(matches.keySet()).forEach(row -> rows.put(row.number(), row));
        return matches.entrySet().stream().limit(MOST)
                .flatMap(match -> Optional.ofNullable(rows.get(match.getKey())).stream()
                        .map(row -> new Found(row, match.getValue())))
                .toList();
    }

    /** People read numbers from labels and paste them from letters. */
    private static Set<String> spellings(String wanted) {
        Set<String> spellings = new LinkedHashSet<>();
        String upper = wanted.toUpperCase(Locale.ROOT);
        String bare = upper.replaceAll("[\\s()]", "");
        spellings.add(wanted);
        spellings.add(upper);
        spellings.add(bare);
        if (bare.matches("00[0-9]{18}")) {
            spellings.add(bare.substring(2));
        }
        if (bare.matches("[0-9]{6,12}")) {
            spellings.add("SO-" + bare);
        }
        return spellings;
    }

    private static String prefix(String wanted) {
        return wanted.length() < 3 ? "" : wanted.toUpperCase(Locale.ROOT).replace("\\", "\\\\").replace("%", "\\%")
                .replace("_", "\\_") + "%";
    }

    private static String words(String kind) {
        return switch (kind) {
            case "order" -> "order";
            case "buyer" -> "buyer's reference";
            case "erp" -> "ERP order";
            case "shipment" -> "shipment";
            case "tracking" -> "tracking number";
            case "sscc" -> "SSCC";
            case "invoice" -> "invoice";
            default -> kind;
        };
    }
}
