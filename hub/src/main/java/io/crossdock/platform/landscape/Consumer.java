package io.crossdock.platform.landscape;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import java.math.BigDecimal;
import java.util.Set;

/**
 * A program that may call the hub, from {@code consumers/<id>.yaml}.
 *
 * @param secret its OAuth 2 client secret; the client id is {@code id}
 * @param scopes what its tokens may do, such as {@code orders:write}
 */
public record Consumer(String id, SecretRef secret, Channel channel, Set<String> scopes, Accounts accounts,
        Rate rate) {

    /** The accounts a consumer acts for. */
    public sealed interface Accounts {

        /** Every account there is. */
        record All() implements Accounts {
        }

        /** These and no others. */
        record Only(Set<AccountId> ids) implements Accounts {

            public Only {
                ids = Set.copyOf(ids);
            }
        }

        default boolean include(AccountId account) {
            return switch (this) {
                case All() -> true;
                case Only(Set<AccountId> ids) -> ids.contains(account);
            };
        }
    }

    /**
     * How fast a consumer may call: a token bucket.
     *
     * @param perSecond tokens added per second (50)
     * @param burst tokens the bucket holds (100)
     */
    public record Rate(BigDecimal perSecond, int burst) {

        public static final Rate DEFAULT = new Rate(BigDecimal.valueOf(50), 100);
    }

    public Consumer {
        scopes = Set.copyOf(scopes);
    }

    public boolean mayActFor(AccountId account) {
        return accounts.include(account);
    }
}
