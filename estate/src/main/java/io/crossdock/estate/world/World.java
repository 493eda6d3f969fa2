package io.crossdock.estate.world;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The distributor's master data: grown from the seed, plus what has been changed since. */
public final class World {

    private final long seed;
    private final TreeMap<String, Item> items;
    private final TreeMap<String, Account> accounts;
    private final List<ContractPrice> contracts;
    private final Map<String, NavigableMap<Long, ContractPrice>> agreed;
    private final TaxRates taxRates = new TaxRates();
    private final Seeding seeding;
    private final OpeningStock openingStock;
    private final Book<Item> changedItems;
    private final Book<Account> changedAccounts;

    public World(long seed, Books books, OpeningStock openingStock) {
        this.seed = seed;
        this.openingStock = openingStock;
        seeding = new Seeding(seed);
        items = index(seeding.items(), Item::sku);
        accounts = index(seeding.accounts(), Account::id);
        contracts = seeding.contracts(List.copyOf(items.values()), List.copyOf(accounts.values()));
        agreed = contracts.stream()
                .collect(Collectors.groupingBy(price -> price.contract() + "|" + price.sku(),
                        Collectors.toMap(price -> price.minQuantity().longValueExact(), Function.identity(),
                                (a, b) -> b, TreeMap::new)));
        changedItems = books.book("items", Item.class);
        changedAccounts = books.book("accounts", Account.class);
    }

    public long seed() {
        return seed;
    }

    public Optional<Item> item(String sku) {
        return changedItems.find(sku).or(() -> Optional.ofNullable(items.get(sku)));
    }

    public Optional<Account> account(String id) {
        return changedAccounts.find(id).or(() -> Optional.ofNullable(accounts.get(id)));
    }

    /** All items by sku. */
    public List<Item> items() {
        return items.keySet().stream().flatMap(sku -> item(sku).stream()).toList();
    }

    /** All accounts by id. */
    public List<Account> accounts() {
        return accounts.keySet().stream().flatMap(id -> account(id).stream()).toList();
    }

    /** All contract prices in the order of their cursors' parts. */
    public List<ContractPrice> contracts() {
        return contracts;
    }

    /** The price lines of one contract for one sku by the quantity from which they hold. */
    public NavigableMap<Long, ContractPrice> agreed(String contract, String sku) {
        return agreed.getOrDefault(contract + "|" + sku, new TreeMap<>());
    }

    public TaxRates taxRates() {
        return taxRates;
    }

    /** Whether a warehouse has a shelf for an item. */
    public boolean keeps(Item item, Site site) {
        return item.stocked() && (!openingStock.isTold(site) || openingStock.of(item.sku(), site).isPresent());
    }

    /** Whether what a warehouse has and orders follows from the seed; whoever told another what it has supplies it, too. */
    public boolean seeds(Site site) {
        return !openingStock.isTold(site);
    }

    /** In base units, on the first day. */
    public long opening(Item item, Site site) {
        return openingStock.of(item.sku(), site).orElseGet(() -> seeding.opening(item, site));
    }

    /** Replaces master data; only inside a change. */
    public void change(Item item) {
        changedItems.put(item.sku(), item);
    }

    /** Replaces master data; only inside a change. */
    public void change(Account account) {
        changedAccounts.put(account.id(), account);
    }

    private static <T> TreeMap<String, T> index(List<T> all, Function<T, String> key) {
        TreeMap<String, T> index = new TreeMap<>();
        all.forEach(each -> index.put(key.apply(each), each));
        return index;
    }
}
