package io.crossdock.process.ordering;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.platform.landscape.Landscape;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request after everything was looked up that needs no lock. */
sealed interface Draft {

    OrderRequest request();

    /** Something is wrong already; the order cannot be taken. */
    record Faulty(OrderRequest request, List<Fault> faults) implements Draft {
    }

    /** A check could not be made: its source does not answer and what was replicated is too old. */
    record Blind(OrderRequest request, String why) implements Draft {
    }

    /**
     * Complete but for stock, credit and freight, which are decided under lock.
     *
     * @param taxRates    by tax class
     * @param erpAnswered false when the ERP was asked and did not answer
     * @param landscape   the policies that decide
     */
    record Priced(OrderRequest request, Account account, Optional<ShipToId> shipToId, Address shipTo,
            Completeness completeness, List<Line> lines, Map<String, BigDecimal> taxRates, boolean erpAnswered,
            Map<String, Evidence> evidence, Landscape landscape) implements Draft {
    }

    /**
     * @param index     place in the request, from 0
     * @param base      the quantity in base units
     * @param unitPrice for one unit of the requested quantity
     */
    record Line(int index, OrderRequest.Line asked, Item item, Quantity base, Price price, BigDecimal unitPrice) {
    }

    /**
     * Where an answer came from.
     *
     * @param source {@code live} or {@code replicated}
     * @param asOf   how old it is
     */
    record Evidence(String source, String version, Instant asOf) {
    }
}
