package io.crossdock.system.credit;

import io.crossdock.canonical.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;

/**
 * What an account may still owe.
 *
 * @param limit    granted by the ERP
 * @param exposure open orders and unpaid invoices, as the ERP sees it
 * @param position the ERP's number of the last booking contained in the exposure
 * @param reserved orders accepted here that the exposure does not contain yet
 * @param asOf     when the ERP said so
 */
public record CreditLine(AccountId account, Currency currency, BigDecimal limit, BigDecimal exposure, long position,
        BigDecimal reserved, Instant asOf) {

    /** What may still be ordered; below zero when the account is over its limit. */
    public BigDecimal available() {
        return limit.subtract(exposure).subtract(reserved);
    }

    public CreditLine reserving(BigDecimal amount) {
        return new CreditLine(account, currency, limit, exposure, position, reserved.add(amount), asOf);
    }
}
