package io.crossdock.process.story;

import io.crossdock.platform.landscape.Attention.Domain;
import io.crossdock.process.reconciliation.Drift;

/** What drift is about, and who answers for it. */
enum DriftSort {
    SHIPMENT("A shipment differs: ", "shipment-", Domain.WAREHOUSE),
    ORDER("An order differs: ", "order-", Domain.ORDERS),
    INVOICE("An invoice differs: ", "invoice-", Domain.FINANCE),
    STOCK("Stock differs: ", "", Domain.INVENTORY),
    MASTER_DATA("Master data differs: ", "row-", Domain.MASTER_DATA);

    private final String title;
    private final String cause;
    private final Domain domain;

    DriftSort(String title, String cause, Domain domain) {
        this.title = title;
        this.cause = cause;
        this.domain = domain;
    }

    static DriftSort of(Drift drift) {
        String comparison = drift.comparison();
        return comparison.startsWith("releases") ? SHIPMENT : comparison.startsWith("orders") ? ORDER
                : comparison.startsWith("invoices") ? INVOICE
                : comparison.startsWith("stock") ? STOCK : MASTER_DATA;
    }

    /** Begins a title in business words. */
    String title() {
        return title;
    }

    /** Begins the key of a root cause. */
    String cause() {
        return cause;
    }

    Domain domain() {
        return domain;
    }
}
