package io.crossdock.process.ordering;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.platform.landscape.Arithmetic;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.process.fulfilment.OrderTraits;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
     * @param before      what the order comes to already, if this is more of one that was taken
     */
    record Priced(OrderRequest request, Account account, Optional<ShipToId> shipToId, Address shipTo,
            Completeness completeness, List<Line> lines, Map<String, BigDecimal> taxRates, boolean erpAnswered,
            Map<String, Evidence> evidence, Landscape landscape, Before before) implements Draft {

        Priced after(Before taken) {
            return new Priced(request, account, shipToId, shipTo, completeness, lines, taxRates, erpAnswered, evidence,
                    landscape, taken);
        }

        /** As the books of the account reckon. */
        Arithmetic arithmetic() {
            return landscape.arithmetic(account.id());
        }

        OrderTraits traits() {
            return new OrderTraits(request.channel(), Money.of(lines.stream()
                    .map(line -> line.unitPrice().multiply(line.asked().quantity().value()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add).setScale(6, RoundingMode.HALF_UP), request.currency()));
        }
    }

    /** @param net of its lines; @param taxes by class and rate, in the order in which they were reckoned */
    record Before(BigDecimal net, List<DecisionReceipt.Tax> taxes) {

        static final Before NOTHING = new Before(BigDecimal.ZERO, List.of());

        public Before {
            taxes = List.copyOf(taxes);
        }

        /** What was taxed of a class at a rate. */
        BigDecimal taxed(String taxClass, BigDecimal rate) {
            return taxes.stream().filter(tax -> tax.taxClass().equals(taxClass) && tax.rate().compareTo(rate) == 0)
                    .map(DecisionReceipt.Tax::net).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
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
