package io.crossdock.platform.journal;

import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells trouble of the database, which passes and is nobody's fault, from trouble with what is written to it. */
public final class DatabaseTrouble {

    private DatabaseTrouble() {
    }

    /** Whether the same work may succeed unchanged: lost connection, deadlock, time-out, no connection free. */
    public static boolean is(Throwable trouble) {
        return trouble instanceof TransientDataAccessException || trouble instanceof RecoverableDataAccessException
                || trouble instanceof NonTransientDataAccessResourceException
                || trouble instanceof CannotCreateTransactionException
                || trouble instanceof TransactionSystemException;
    }
}
