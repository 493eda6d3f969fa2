package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.system.connectors.HttpCaller;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The connector put together by hand, with the password in the file {@code key} of a folder. */
record Rig(Json json, Tryton tryton, Clock clock) {

    static Rig of(Path secrets, Clock clock) {
        Json json = new Json();
        JsonRpc rpc = new JsonRpc(new HttpCaller(clock), json);
        return new Rig(json, new Tryton(rpc, new Sessions(rpc, new Secrets(secrets, name -> Optional.empty()), clock)),
                clock);
    }

    TrytonOrders orders() {
        return new TrytonOrders(tryton, json);
    }

    TrytonStock stock() {
        return new TrytonStock(tryton, clock);
    }

    TrytonCredit credit() {
        return new TrytonCredit(tryton, clock);
    }

    TrytonMasterData masterData() {
        return new TrytonMasterData(tryton, clock);
    }

    TrytonPrices prices() {
        return new TrytonPrices(tryton, clock);
    }

    TrytonAmendments amendments() {
        return new TrytonAmendments(tryton, json);
    }

    TrytonReleases releases() {
        return new TrytonReleases(tryton, json);
    }

    TrytonCancellations cancellations() {
        return new TrytonCancellations(tryton, json);
    }

    TrytonShipments shipments() {
        return new TrytonShipments(tryton, json, clock);
    }

    TrytonEnteredOrders entered() {
        return new TrytonEnteredOrders(tryton, clock);
    }

    TrytonInvoices invoices() {
        return new TrytonInvoices(tryton, json, clock);
    }

    TrytonPurchaseOrders purchaseOrders() {
        return new TrytonPurchaseOrders(tryton, json);
    }

    TrytonDropShipments dropShipments() {
        return new TrytonDropShipments(tryton, json, clock);
    }

    TrytonCreditMemos creditMemos() {
        return new TrytonCreditMemos(tryton, clock);
    }

    TrytonInvoiceList invoiceList() {
        return new TrytonInvoiceList(tryton, clock);
    }
}
