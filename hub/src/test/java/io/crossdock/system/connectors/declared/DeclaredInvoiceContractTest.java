package io.crossdock.system.connectors.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.Shelves;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The books invoice whatever they are told to, and can be asked; what they say of an invoice is the same both times. */
class DeclaredInvoiceContractTest extends DeclaredDeedContract<InvoicePosting> {

    private static final String INVOICE = """
            {"no": "%s", "currency": "USD", "net": 143.6400, "freight": 0, "tax": 5.75, "gross": 149.39,
             "booked": "2026-11-27T12:00:00Z", "due": "2026-12-27",
             "rows": [{"line": 1, "item": "CD-10001", "pcs": 12, "price": 11.9700, "net": 143.6400}]}""";

    DeclaredInvoiceContractTest() {
        super(Kind.ERP, DeclaredInvoices::new);
    }

    @Override
    String declaration() {
        return """
                id: bookly
                title: Bookly Accounting 4
                auth: {type: bearer}
                answers:
                  - {status: 422, means: refused, code: body.error, reason: body.text}
                operations:
                  invoice.post:
                    promise: lookup
                    request:
                      method: POST
                      path: "/v4/sales/{erpOrder}/invoices"
                      body: |
                        { "ref": request.shipment,
                          "rows": request.lines.{ "line": lineNo, "pcs": $decimal(quantity.value) }[] }
                    reference: no
                    find: {method: GET, path: /v4/invoices, query: {ref: key}}
                    rows: found
                    meaning: |
                      { "number": no, "currency": currency, "net": net, "freight": freight, "tax": tax, "total": gross,
                        "postedAt": booked, "dueOn": due,
                        "lines": rows.{ "lineNo": line, "sku": item, "quantity": { "value": $string(pcs), "unit": "EA" },
                                        "unitPrice": price, "net": net }[] }
                """;
    }

    @Override
    Said answer(Call call) {
        if (call.method().equals("GET")) {
            return new Said(200, "{\"found\":" + ledger().written(Shelves.parameter(call.path(), "ref").orElseThrow(),
                    INVOICE::formatted) + "}");
        }
        return body(call).at("/rows/0/pcs").asInt() > 24 ? refused("too-many", "So many were not ordered.")
                : new Said(201, INVOICE.formatted(ledger().enter(body(call).path("ref").asString())));
    }

    @Override
    InvoicePosting takes(String shipment) {
        return new InvoicePosting("B-17", Requests.invoice(shipment, "SO-100001"));
    }

    @Override
    InvoicePosting declines(String shipment) {
        return new InvoicePosting("B-17", new InvoiceRequest(shipment, "SO-100001",
                List.of(new InvoiceRequest.Line(1, Quantity.of("1000", "EA")))));
    }

    @Test
    void itIsReadToTheLastDigitWhetherItIsBookedOrFound() {
        Outcome.Done booked = (Outcome.Done) sink().post(bench().system(), takes("SO-100001-1"));
        Sighting.Found found = (Sighting.Found) sink().find(bench().system(), "SO-100001-1");
        PostedInvoice expected = new PostedInvoice(booked.reference(), "USD", new BigDecimal("143.6400"), BigDecimal.ZERO,
                new BigDecimal("5.75"), new BigDecimal("149.39"), Instant.parse("2026-11-27T12:00:00Z"),
                LocalDate.parse("2026-12-27"), List.of(new PostedInvoice.Line(1, new Sku("CD-10001"),
                        Quantity.of("12", "EA"), new BigDecimal("11.9700"), new BigDecimal("143.6400"))));

        assertThat(json().read(booked.response(), PostedInvoice.class)).isEqualTo(expected);
        assertThat(json().read(found.response(), PostedInvoice.class)).isEqualTo(expected);
    }
}
