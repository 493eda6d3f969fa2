package io.crossdock.system.connectors.declared;

import io.crossdock.system.connectors.ReturnWithdrawal;
import io.crossdock.system.connectors.WithdrawSink;
import org.springframework.stereotype.Component;

/** {@code operations.return.withdraw} of declared connectors. */
@Component
class DeclaredWithdrawals extends DeclaredUndoing<ReturnWithdrawal> implements WithdrawSink {

    DeclaredWithdrawals(DeclaredCalls calls) {
        super("return.withdraw", calls);
    }
}
