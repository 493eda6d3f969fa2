package io.crossdock.canonical;

import java.util.Optional;
import java.util.regex.Pattern;

/** The number of a customer account, such as {@code A-1001}. */
public record AccountId(String value) implements Comparable<AccountId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    public AccountId {
        Text.matching(value, FORM, "an account number");
    }

    public static Optional<AccountId> parse(String value) {
        return Text.attempt(() -> new AccountId(value));
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
