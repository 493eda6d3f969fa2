package io.crossdock.platform.journal;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Something that waits for the end of the running transaction and is forgotten if it rolls back. */
public record AfterCommit(Runnable work) implements TransactionSynchronization {

    /** @throws IllegalStateException outside a transaction */
    public static void run(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new AfterCommit(work));
    }

    @Override
    public void afterCommit() {
        work.run();
    }
}
