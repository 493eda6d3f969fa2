package io.crossdock.platform.journal;

import java.util.Objects;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Parts of a transaction that may fail alone: what they wrote is undone, and the rest goes on. */
public final class Savepoints {

    private Savepoints() {
    }

    /** Runs work behind a savepoint of the transaction that is running, or else in one of its own. */
    public static TransactionTemplate of(TransactionTemplate transaction) {
        TransactionTemplate savepoint = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return savepoint;
    }
}
