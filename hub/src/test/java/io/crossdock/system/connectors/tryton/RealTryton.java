package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.Lane;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.OrderPosting;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Tryton that somebody has started, named by {@code -Dtryton.url}, {@code -Dtryton.user} and {@code -Dtryton.secrets} (a
 * folder with the password in {@code key}). Its truth is read by the connector's own calls, but past its logic.
 */
final class RealTryton {

    private static final Set<String> BOOKED = Set.of("confirmed", "processing", "done");

    private RealTryton() {
    }

    static URI url() {
        return URI.create(System.getProperty("tryton.url", "http://127.0.0.1:8000/erp"));
    }

    static SystemSettings settings(URI url) {
        return new SystemSettings("tryton", SystemSettings.Kind.ERP, "tryton", Optional.of(url),
                Optional.of(new SecretRef("file:key")), Optional.empty(),
                new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(30)), Lane.DEFAULT, Optional.empty(),
                ZoneOffset.UTC, Map.of("user", System.getProperty("tryton.user", "hub"), "warehouse",
                        System.getProperty("tryton.warehouse", "CMH"), "freightItem",
                        System.getProperty("tryton.freightItem", "FRT-UPS-GND"), "units", "BX=Box of 100"));
    }

    /** 3 nuts at 15.50 and a box of washers at 33.60, 9.99 freight, 7 % tax on the goods. */
    static OrderPosting order(String reference) {
        return order(reference, "C-OPEN", "3", "46.50", "5.61", "95.70");
    }

    private static OrderPosting order(String reference, String account, String nuts, String nutsNet, String tax,
            String total) {
        if (new BigDecimal(nuts).multiply(new BigDecimal("15.50")).compareTo(new BigDecimal(nutsNet)) != 0) {
            throw new IllegalArgumentException("the example does not add up");
        }
        return new OrderPosting(reference, new AccountId(account), Optional.of("PO-" + reference), "USD",
                List.of(new OrderPosting.Line(1, new Sku("FST-1003"), Quantity.of(nuts, "EA"), new BigDecimal("15.5000")),
                        new OrderPosting.Line(2, new Sku("FST-1004"), Quantity.of("1", "BX"), new BigDecimal("33.6"))),
                new BigDecimal("9.99"), new BigDecimal(tax), new BigDecimal(total), Optional.empty(),
                new Address("Dock 7", List.of("Dock 7", "31 Mill Race"), "Columbus", "OH", "43215", "US",
                        Optional.empty()));
    }

    /** More than an account with a limit of 100 may owe. */
    static OrderPosting declined(String reference) {
        return order(reference, "C-TIGHT", "10", "155.00", "13.20", "211.79");
    }

    static List<String> booked(Rig rig, String reference) {
        return rig.tryton().reading(settings(url()), tryton -> tryton.search("sale.sale",
                List.of(List.of("reference", "=", reference), List.of("state", "in", List.copyOf(BOOKED))),
                Paging.all(), List.of("number"))).stream().map(row -> Wire.needed(row, "number")).toList();
    }

    /** Two of the three nuts and the washers of an order that is posted for it. */
    static InvoicePosting invoice(Rig rig, String reference) {
        return new InvoicePosting(sold(rig, reference), new InvoiceRequest(reference, reference + "-O",
                List.of(new InvoiceRequest.Line(1, Quantity.of("2", "EA")),
                        new InvoiceRequest.Line(2, Quantity.of("100", "EA")))));
    }

    static InvoicePosting tooMuch(Rig rig, String reference) {
        return new InvoicePosting(sold(rig, reference), new InvoiceRequest(reference, reference + "-O",
                List.of(new InvoiceRequest.Line(1, Quantity.of("4", "EA")))));
    }

    private static String sold(Rig rig, String reference) {
        return rig.orders().post(settings(url()), order(reference + "-O")) instanceof Outcome.Done done
                ? done.reference() : "none";
    }

    static List<String> invoiced(Rig rig, String reference) {
        return rig.tryton().reading(settings(url()), tryton -> Invoices.under(reference, tryton).stream()
                .filter(Invoices::posted).map(row -> Wire.needed(row, "number")).toList());
    }
}
