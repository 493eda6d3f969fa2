package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.fulfilment.LegFact;
import io.crossdock.process.ordering.Order;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What an 856 says of a shipment. */
@Component
class Shipments {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);

    private final Contents contents;
    private final Landscapes landscapes;

    Shipments(Contents contents, Landscapes landscapes) {
        this.contents = contents;
        this.landscapes = landscapes;
    }

    Map<String, Object> content(PurchaseOrder purchase, Order order, LegFact.Dispatched shipped) {
        LocalDateTime at = LocalDateTime.ofInstant(shipped.occurredAt(), landscapes.current().zone());
        Map<String, Object> content = contents.references(purchase);
        content.put("shipmentId", shipped.leg().toString());
        content.put("orderNumber", order.number().value());
        content.put("date", at.toLocalDate().toString());
        content.put("time", TIME.format(at));
        content.put("carrier", carrierCode(shipped.carrier()));
        content.put("service", shipped.carrier());
        List<Map<String, Object>> parties = new java.util.ArrayList<>();
        parties.add(contents.party("SF", shipped.origin(), shipped.origin()));
        parties.addAll(contents.shipTo(purchase));
        content.put("parties", parties);
        content.put("packages", shipped.packages().stream().map(pack -> pack(pack, purchase, order)).toList());
        if (shipped.packages().isEmpty()) {
            content.put("items", shipped.lines().stream()
                    .map(line -> item(line.lineNo(), line.sku(), line.quantity(), purchase, order)).toList());
        }
        weight(shipped.packages()).ifPresent(weight -> content.put("weight", weight));
        return content;
    }

    /** The carrier's SCAC (setting {@code scac}), else its id. */
    private String carrierCode(String carrier) {
        return landscapes.current().system(carrier).flatMap((SystemSettings system) -> system.setting("scac"))
                .orElseGet(() -> carrier.toUpperCase(Locale.ROOT));
    }

    private Map<String, Object> pack(ShippedPackage pack, PurchaseOrder purchase, Order order) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("sscc", pack.sscc().toString());
        pack.tracking().ifPresent(tracking -> content.put("tracking", tracking));
        pack.weight().ifPresent(weight -> content.put("weight", weight.decimal()));
        content.put("items", pack.contents().stream()
                .map(item -> item(item.lineNo(), item.sku(), item.quantity(), purchase, order)).toList());
        return content;
    }

    private Map<String, Object> item(int lineNo, Sku sku, Quantity quantity, PurchaseOrder purchase, Order order) {
        Optional<Order.Line> line = order.lines().stream().filter(one -> one.lineNo() == lineNo).findFirst();
        Optional<Integer> insteadOf = line.flatMap(Order.Line::insteadOf);
        Map<String, Object> content = insteadOf.map(other -> contents.substitute(purchase, other, sku))
                .orElseGet(() -> contents.line(purchase, lineNo, Optional.of(sku)));
        Contents.Amount amount = insteadOf.isPresent() ? Contents.inOurs(quantity)
                : contents.amount(sku, quantity, line.map(Order.Line::ordered).orElse(quantity),
                        purchase.line(lineNo));
        amount.into(content);
        line.ifPresent(known -> content.put("description", known.description()));
        return content;
    }

    private static Optional<String> weight(List<ShippedPackage> packages) {
        boolean known = !packages.isEmpty() && packages.stream().allMatch(pack -> pack.weight().isPresent());
        return known ? Optional.of(Contents.plain(packages.stream()
                .map(pack -> pack.weight().map(Quantity::value).orElse(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add))) : Optional.empty();
    }
}
