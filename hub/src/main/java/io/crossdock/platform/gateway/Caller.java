package io.crossdock.platform.gateway;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.platform.landscape.Consumer;
import java.util.Set;

/**
 * Who is calling: a consumer with a valid token. Controllers below {@code /portal}, {@code /edi},
 * {@code /api} and {@code /ops} take it as an argument.
 *
 * @param consumer the landscape's id of the consumer
 * @param scopes what both the token and the landscape in force allow
 * @param accounts the accounts it acts for, by the landscape in force
 */
public record Caller(String consumer, Channel channel, Set<String> scopes, Consumer.Accounts accounts) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** How the caller is named in the ledgers. */
    public String actor() {
        return "consumer:" + consumer;
    }

    public boolean may(String scope) {
        return scopes.contains(scope);
    }

    /** @throws ProblemException 403 {@code scope-missing} when the caller may not do this */
    public void require(String scope) {
        if (!may(scope)) {
            throw Problems.SCOPE_MISSING.problem("This needs the scope " + scope + ".")
                    .with("scope", scope)
                    .exception();
        }
    }

    /** Whether what belongs to the account exists for this caller. */
    public boolean sees(AccountId account) {
        return accounts.include(account);
    }

    /**
     * Before reading what belongs to an account: what is foreign looks as if it were not there.
     *
     * @throws ProblemException 404 {@code not-found}
     */
    public void requireToSee(AccountId account) {
        if (!sees(account)) {
            throw Problems.NOT_FOUND.problem().exception();
        }
    }

    /**
     * Before acting for an account.
     *
     * @throws ProblemException 403 {@code account-not-yours}
     */
    public void requireToActFor(AccountId account) {
        if (!sees(account)) {
            throw Problems.ACCOUNT_NOT_YOURS.problem("You may not act for account " + account + ".")
                    .exception();
        }
    }
}
