package io.crossdock.testing;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Packs;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipTo;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Substitution;
import io.crossdock.canonical.SupplierId;
import io.crossdock.canonical.TaxStatus;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.CreditSource;
import io.crossdock.system.connectors.ExpectedReport;
import io.crossdock.system.connectors.ExpectedSource;
import io.crossdock.system.connectors.MasterDataSource;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.Sourced;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.system.connectors.StockSource;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.StockCount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A small distributor in memory, playing the ERP's reading roles for tests. */
public final class Distributor implements MasterDataSource, PriceSource, StockSource,
        ExpectedSource, CreditSource {

    public static final Currency USD = Currency.getInstance("USD");
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    private final List<Account> accounts = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final Map<Sku, BigDecimal> listPrices = new ConcurrentHashMap<>();
    private final List<StockReport> stock = new ArrayList<>();
    private volatile boolean answering = true;
    private volatile List<ExpectedReport> expected = List.of();

    public Distributor account(String id, String creditLimit, BackorderPolicy shortage, Completeness completeness) {
        return account(id, creditLimit, shortage, completeness, Optional.empty());
    }

    public Distributor account(String id, String creditLimit, BackorderPolicy shortage, Completeness completeness,
            Optional<Substitution> substitution) {
        accounts.add(new Account(new AccountId(id), "Buyer " + id, Account.Status.ACTIVE, USD,
                Money.of(creditLimit, "USD"), Set.of("core"), shortage, completeness,
                List.of(new ShipTo(new ShipToId(id + "-1"), new Address("Buyer " + id, List.of("1200 Marietta St"), "Atlanta",
                        "GA", "30318", "US", Optional.empty()))),
                Optional.empty(), TaxStatus.TAXABLE, substitution));
        return this;
    }

    /** An item in EA, BX of 12 and odd CS of 7, with stock in ATL, DFW and RNO. */
    public Distributor item(String sku, String listPrice, int atl, int dfw, int rno) {
        add(sku, listPrice, Item.Stocking.STOCKED, Optional.empty());
        stock(sku, "ATL", atl, 1).stock(sku, "DFW", dfw, 1).stock(sku, "RNO", rno, 1);
        return this;
    }

    public Distributor dropShip(String sku, String listPrice, String supplier) {
        add(sku, listPrice, Item.Stocking.DROP_SHIP, Optional.of(new Item.Supply(new SupplierId(supplier), "S-" + sku,
                Duration.ofDays(3))));
        return this;
    }

    private void add(String sku, String listPrice, Item.Stocking stocking, Optional<Item.Supply> supply) {
        items.add(new Item(new Sku(sku), "Item " + sku, Item.Status.ACTIVE,
                Packs.only(Unit.EACH).with(Unit.BOX, 12).with(Unit.CASE, 7), List.of(),
                Quantity.of("0.5", "KGM"), "standard", Set.of("core"), Duration.ofDays(5), stocking, supply,
                Optional.empty(), Optional.empty()));
        listPrices.put(new Sku(sku), new BigDecimal(listPrice));
    }

    /** The item last added, with others in its place. */
    public Distributor instead(Optional<String> supersededBy, String... substitutes) {
        Item last = items.removeLast();
        items.add(new Item(last.sku(), last.description(), last.status(), last.packs(), last.barcodes(), last.weight(),
                last.taxClass(), last.assortments(), last.leadTime(), last.stocking(), last.supply(),
                Optional.of(new Item.Alternates(supersededBy.map(Sku::new),
                        Arrays.stream(substitutes).map(Sku::new).toList())), last.hazardClass()));
        return this;
    }

    public Distributor stock(String sku, String location, int onHand, long movement) {
        stock.add(new StockReport(new Sku(sku), new LocationId(location), Quantity.of(onHand, Unit.EACH), movement, BEGIN));
        return this;
    }

    /** Says what is expected from now on, in place of what it said before. */
    public void expects(ExpectedReport... reports) {
        expected = List.of(reports);
    }

    @Override
    public ExpectedSource.Answer expected(SystemSettings system, Optional<String> after) {
        return new ExpectedSource.Answer.Page(expected, Optional.empty());
    }

    /** Its stock, as the inventory module takes it. */
    public List<StockCount> counts() {
        return stock.stream().map(row -> new StockCount(row.sku(), row.location(), row.onHand().value(),
                row.onHand().unit(), row.movement(), row.asOf(), "snapshot")).toList();
    }

    /** The credit standing of every account, as the credit module takes it. */
    public List<Credit.Standing> standings(Instant asOf) {
        return accounts.stream().map(account -> new Credit.Standing(account.id(), USD, account.creditLimit().amount(),
                BigDecimal.ZERO, 0, asOf)).toList();
    }

    public void answers(boolean nowAnswering) {
        answering = nowAnswering;
    }

    @Override
    public String connector() {
        return "estate";
    }

    @Override
    public Page<Sourced<Account>> accounts(SystemSettings system, Asking asking) {
        return page(accounts);
    }

    @Override
    public Page<Sourced<Item>> items(SystemSettings system, Asking asking) {
        return page(items);
    }

    private static <T> Page<Sourced<T>> page(List<T> rows) {
        return new Page<>(rows.stream().map(row -> new Sourced<>(row, BEGIN)).toList(), Optional.empty());
    }

    @Override
    public Page<Sourced<ListPrice>> listPrices(SystemSettings system, Asking asking) {
        return page(listPrices.entrySet().stream().map(entry -> new ListPrice(entry.getKey(), Unit.EACH,
                Money.of(entry.getValue(), USD))).toList());
    }

    @Override
    public Page<PriceLine> priceLines(SystemSettings system, Asking asking) {
        return new Page<>(List.of(), Optional.empty());
    }

    @Override
    public List<TaxRate> taxRates(SystemSettings system) {
        return List.of(new TaxRate("GA", "standard", new BigDecimal("0.0775")));
    }

    @Override
    public Optional<LivePrice> price(SystemSettings system, AccountId account, Sku sku, Quantity quantity,
            Duration budget) {
        return Optional.ofNullable(listPrices.get(sku)).map(price -> new LivePrice(Money.of(price, USD),
                Price.Source.LIST, Optional.empty(), LocalDate.of(2026, 11, 21).atStartOfDay()
                        .toInstant(java.time.ZoneOffset.UTC)));
    }

    @Override
    public StockSource.Answer stock(SystemSettings system, Optional<String> after) {
        return new StockSource.Answer.Page(stock, Optional.empty());
    }

    @Override
    public CreditSource.Answer credit(SystemSettings system, AccountId id, Duration budget) {
        return answering ? accounts.stream().filter(account -> account.id().equals(id)).findFirst()
                .<CreditSource.Answer>map(account -> new CreditSource.Answer.Standing(account.creditLimit().amount(),
                        BigDecimal.ZERO, 0, BEGIN.plus(Duration.ofDays(20)), USD))
                .orElse(new CreditSource.Answer.NoAnswer("unknown account"))
                : new CreditSource.Answer.NoAnswer("silence");
    }
}
