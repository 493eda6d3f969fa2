package io.crossdock.system.connectors;

/** Answers of the examples in the estate's contract. */
public final class EstateAnswers {

    private EstateAnswers() {
    }

    public static String order(String number, String reference) {
        return """
                { "orderNumber": "%s", "externalReference": "%s", "account": "A-1001", "status": "open",
                  "currency": "USD", "lines": [], "net": "287.28", "freight": "12.50", "taxTotal": "11.49",
                  "total": "311.27", "invoices": [], "postedAt": "2026-11-21T09:30:00.120Z",
                          "position": 8124 }
                """.formatted(number, reference);
    }

    public static String invoice(String number, String shipment) {
        return """
                { "invoiceNumber": "%s", "externalReference": "%s", "orderNumber": "E-500001",
                  "orderReference": "SO-100001", "account": "A-1001",
                  "lines": [ { "lineNo": 1, "sku": "CD-10001", "quantity": "1", "unit": "BX",
                               "unitPrice": "143.6400", "net": "143.64" } ],
                  "net": "143.64", "freight": "12.50", "tax": "5.75", "gross": "161.89", "currency": "USD",
                  "postedAt": "2026-11-21T09:31:00.020Z", "dueDate": "2026-12-21", "status": "unpaid",
                  "position": 8125 }
                """.formatted(number, shipment);
    }

    public static String release(String leg) {
        return """
                { "releaseId": "%s", "warehouse": "ATL", "orderNumber": "SO-100001", "status": "released",
                  "lines": [], "packages": [], "receivedAt": "2026-11-21T09:30:01Z" }
                """.formatted(leg);
    }

    public static String purchaseOrder(String leg) {
        return """
                { "poNumber": "%s", "supplier": "northforge", "supplierOrder": "NF-90001",
                        "status": "received",
                  "lines": [], "packages": [], "receivedAt": "2026-11-21T09:30:01Z" }
                """.formatted(leg);
    }

    public static String items(String... rows) {
        return "{ \"items\": [" + String.join(",", rows) + "] }";
    }

    public static String error(String code, String message) {
        return "{ \"code\": \"%s\", \"message\": \"%s\", \"line\": 2 }".formatted(code, message);
    }
}
