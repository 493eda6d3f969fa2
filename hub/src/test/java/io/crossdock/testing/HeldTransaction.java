package io.crossdock.testing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** A transaction on a thread of its own that stays open between the steps of a test. */
public final class HeldTransaction implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final PlatformTransactionManager manager;
    private final TransactionStatus status;

    public HeldTransaction(TestHub hub) {
        manager = hub.get(PlatformTransactionManager.class);
        status = CompletableFuture
                .supplyAsync(() -> manager.getTransaction(new DefaultTransactionDefinition()), thread).join();
    }

    /** Does something in the transaction and waits for it. */
    public void run(Runnable work) {
        begin(work).join();
    }

    /** Does something in the transaction that may have to wait for others. */
    public CompletableFuture<Void> begin(Runnable work) {
        return CompletableFuture.runAsync(work, thread);
    }

    public void commit() {
        run(() -> manager.commit(status));
    }

    public void rollback() {
        run(() -> manager.rollback(status));
    }

    /** Rolls back what is still open. */
    @Override
    public void close() {
        if (!status.isCompleted()) {
            rollback();
        }
        thread.shutdown();
    }
}
