package io.crossdock.experience.portal;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Shapes of requests, for the API description only; {@link OrderBody} reads them with all faults at once. */
final class PortalSchemas {

    private PortalSchemas() {
    }

    @Schema(name = "NewOrder", description = "An order as a buyer sends it")
    record NewOrder(
            @Schema(example = "A-1001", requiredMode = Schema.RequiredMode.REQUIRED) String account,
            @Schema(example = "PO-7781", description = "The buyer's purchase order number") String buyerReference,
            @Schema(example = "2026-12-01", description = "The goods are not wanted before this day") String requestedDate,
            @Schema(example = "USD", description = "ISO 4217; the account's currency when left out") String currency,
            @Schema(description = "The account's first ship-to when left out") NewShipTo shipTo,
            @Schema(description = "One shipment or none; the account's rule when left out") boolean shipComplete,
            String notes,
            @Schema(example = "RV-1001", description = "A reservation of the account; the order gets its goods")
            String reservation,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<NewLine> lines) {
    }

    @Schema(name = "OrderChange", description = "Either everything is cancelled, or lines are changed and added")
    record OrderChange(
            @Schema(description = "true cancels everything that has not left") boolean cancel,
            @Schema(example = "The site is closed", description = "For people; at most 200 characters") String reason,
            List<ChangedLine> lines, List<FurtherLine> add,
            @Schema(example = "2026-12-01", description = "The day on which all of it is wanted, alone")
            String requestedDate) {
    }

    @Schema(name = "FurtherLine", description = "An item besides; names it by exactly one of sku, gtin and buyerItem")
    record FurtherLine(@Schema(example = "CD-10001") String sku, String gtin, String buyerItem,
            @Schema(example = "8", requiredMode = Schema.RequiredMode.REQUIRED) String quantity,
            @Schema(example = "BX", requiredMode = Schema.RequiredMode.REQUIRED) String unit,
            @Schema(example = "12.5000", description = "For one of the unit: another price is refused")
            String expectedPrice,
            @Schema(description = "The buyer's own name of the line") String buyerLine) {
    }

    @Schema(name = "ChangedLine", description = "How much of a line shall be delivered altogether")
    record ChangedLine(@Schema(example = "1", requiredMode = Schema.RequiredMode.REQUIRED) int line,
            @Schema(example = "8", description = "Decimal string; 0 cancels the line",
                    requiredMode = Schema.RequiredMode.REQUIRED) String quantity,
            @Schema(example = "BX", requiredMode = Schema.RequiredMode.REQUIRED) String unit,
            @Schema(example = "12.5000", description = "What one of the unit of what is more may cost")
            String expectedPrice) {
    }

    @Schema(name = "NewReservation", description = "Goods to keep for a cart or a quote")
    record NewReservation(
            @Schema(example = "A-1001", requiredMode = Schema.RequiredMode.REQUIRED) String account,
            @Schema(example = "cart", allowableValues = {"cart", "quote"}, requiredMode = Schema.RequiredMode.REQUIRED)
            String purpose,
            @Schema(example = "20", description = "How long; as long as the purpose allows when left out") int minutes,
            @Schema(example = "A-1001-1", description = "A ship-to of the account: which place is near")
            String shipTo,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<ReservationLine> lines) {
    }

    @Schema(name = "ReservationLine", description = "Names its item by exactly one of sku, gtin and buyerItem")
    record ReservationLine(@Schema(example = "CD-10001") String sku, String gtin, String buyerItem,
            @Schema(example = "12", description = "Decimal string", requiredMode = Schema.RequiredMode.REQUIRED)
            String quantity,
            @Schema(example = "EA", description = "UN/CEFACT Rec 20", requiredMode = Schema.RequiredMode.REQUIRED)
            String unit) {
    }

    @Schema(name = "NewReturn", description = "Goods of an order that are to come back")
    record NewReturn(@Schema(example = "R-17", description = "The buyer's own number") String buyerReference,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<ReturnLine> lines) {
    }

    @Schema(name = "ReturnLine", description = "A line of the order, whole or in part")
    record ReturnLine(@Schema(example = "1", requiredMode = Schema.RequiredMode.REQUIRED) int lineNo,
            @Schema(example = "2", description = "Decimal string", requiredMode = Schema.RequiredMode.REQUIRED)
            String quantity,
            @Schema(example = "EA", description = "Any unit of the item, UN/CEFACT Rec 20; as ordered when left out")
            String unit,
            @Schema(example = "unwanted", requiredMode = Schema.RequiredMode.REQUIRED, allowableValues = {"unwanted",
                "ordered_wrong", "damaged", "defective", "wrong_item", "late"})
            String reason, String note) {
    }

    @Schema(name = "NewShipTo", description = "An id of the account's ship-tos, or an address")
    record NewShipTo(@Schema(example = "A-1001-1") String id, String name, List<String> lines, String city, String region,
            String postalCode, @Schema(example = "US") String country) {
    }

    @Schema(name = "NewLine", description = "Names its item by exactly one of sku, gtin and buyerItem")
    record NewLine(@Schema(description = "From 1; counted when left out") int lineNo, String buyerLine,
            @Schema(example = "CD-10001") String sku, String gtin, String buyerItem,
            @Schema(example = "12", description = "Decimal string", requiredMode = Schema.RequiredMode.REQUIRED)
            String quantity,
            @Schema(example = "EA", description = "UN/CEFACT Rec 20", requiredMode = Schema.RequiredMode.REQUIRED)
            String unit,
            @Schema(example = "11.97", description = "Decimal string, per unit") String expectedPrice, String notes) {
    }

    @Schema(name = "AvailabilityWishes", description = "Up to 500 items to ask about")
    record AvailabilityWishes(
            @Schema(example = "A-1001", description = "Whose priority class holds") String account,
            @Schema(example = "ATL", description = "The one place that counts; all when left out") String location,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<AvailabilityWish> lines) {
    }

    @Schema(name = "AvailabilityWish", description = "Names its item by either sku or gtin")
    record AvailabilityWish(@Schema(example = "CD-10001") String sku, String gtin,
            @Schema(example = "12", description = "Decimal string; 1 when left out") String quantity,
            @Schema(example = "EA", description = "UN/CEFACT Rec 20; the base unit, or that of the gtin, when left out")
            String unit) {
    }
}
