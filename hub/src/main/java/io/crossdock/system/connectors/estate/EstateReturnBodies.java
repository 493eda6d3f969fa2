package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.system.connectors.CreditPosting;
import io.crossdock.system.connectors.CreditRequest;
import io.crossdock.system.connectors.ReturnAnnouncement;
import java.math.BigDecimal;
import java.util.List;

/** What is said of returns in the words of the estate's contract; components are named as its fields. */
final class EstateReturnBodies {

    private EstateReturnBodies() {
    }

    /** Contract §2.4. */
    record Credit(String externalReference, String orderNumber, String currency, List<CreditLine> lines, BigDecimal net,
            BigDecimal tax, BigDecimal fee, BigDecimal total) {

        static Credit of(CreditPosting posting) {
            CreditRequest credit = posting.request();
            return new Credit(credit.reference(), posting.erpOrder(), credit.currency(), credit.lines().stream()
                    .map(line -> new CreditLine(line.lineNo(), line.quantity().value(), line.quantity().unit(), line.net()))
                    .toList(), credit.net(), credit.tax(), credit.fee(), credit.total());
        }
    }

    record CreditLine(int lineNo, BigDecimal quantity, Unit unit, BigDecimal net) {
    }

    /** Contract §3.4. */
    record Announced(String rma, String orderNumber, AccountId account, List<Goods> lines) {

        static Announced of(ReturnAnnouncement back) {
            return new Announced(back.reference(), back.order(), back.account(), back.lines().stream()
                    .map(line -> new Goods(line.lineNo(), line.sku(), line.quantity().value(), line.quantity().unit()))
                    .toList());
        }
    }

    record Goods(int lineNo, Sku sku, BigDecimal quantity, Unit unit) {
    }
}
