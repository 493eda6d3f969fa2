package io.crossdock.system.connectors;

import java.util.List;
import java.util.Map;

/** What a role is, for people. */
public final class RoleWords {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("OrderSink", "takes orders"), Map.entry("AmendSink", "cancels what is open of an order"),
            Map.entry("InvoiceSink", "invoices what has left"), Map.entry("CreditSink", "credits returns"),
            Map.entry("ReleaseSink", "takes releases of a warehouse"), Map.entry("CancelSink", "calls goods off"),
            Map.entry("ReturnSink", "is told of returns"), Map.entry("WithdrawSink", "is told that a return is off"),
            Map.entry("PurchaseOrderSink", "takes purchase orders"), Map.entry("PriceSource", "knows prices"),
            Map.entry("CreditSource", "knows credit"), Map.entry("StockSource", "knows stock"),
            Map.entry("ExpectedSource", "knows what is expected"), Map.entry("OrderSource", "lists its orders"),
            Map.entry("InvoiceSource", "lists its invoices"),
            Map.entry("PaymentSource", "knows what is paid"), Map.entry("ReleaseSource", "lists its releases"),
            Map.entry("EnteredOrderSource", "lists orders that its own users entered"),
            Map.entry("ShipmentSource", "tells of shipments"), Map.entry("MasterDataSource", "owns master data"),
            Map.entry("WarehouseTranslator", "sends a warehouse's messages in words of its own"),
            Map.entry("CarrierTranslator", "sends a carrier's messages in words of its own"));

    private RoleWords() {
    }

    /** All that have words, by name. */
    public static List<String> roles() {
        return WORDS.keySet().stream().sorted().toList();
    }

    /** The name itself where nobody has found words. */
    public static String of(String role) {
        return WORDS.getOrDefault(role, role);
    }
}
