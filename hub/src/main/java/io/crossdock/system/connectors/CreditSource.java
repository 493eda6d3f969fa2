package io.crossdock.system.connectors;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.landscape.SystemSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;

/** Knows what an account may still owe. */
public interface CreditSource extends Role {

    /** Asks now, within the system's call time-out. */
    default Answer credit(SystemSettings system, AccountId account) {
        return credit(system, account, system.timeouts().call());
    }

    /** @param budget no answer is waited for longer than this */
    Answer credit(SystemSettings system, AccountId account, Duration budget);

    /** What came of the question. */
    sealed interface Answer {

        /**
         * Where the account stands.
         *
         * @param exposure open orders and unpaid invoices
         * @param position number of the last booking that the exposure contains; see {@link PostedOrder}
         */
        record Standing(BigDecimal limit, BigDecimal exposure, long position, Instant asOf, Currency currency)
                implements Answer {
        }

        /** @param why a sentence for people */
        record NoAnswer(String why) implements Answer {
        }
    }
}
