package io.crossdock.platform.landscape;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Rounding;
import io.crossdock.canonical.ShipToId;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Builds a {@link Landscape} from contents in which nothing is wrong. */
final class LandscapeReader {

    private final Contents contents;
    private final Path folder;
    private final Values main;
    private final ZoneId zone;

    LandscapeReader(Contents contents, Path folder) {
        this.contents = contents;
        this.folder = folder;
        this.main = new Values(contents.landscape().orElseThrow().root());
        this.zone = ZoneId.of(main.text("zone"));
    }

    Landscape read(String version) {
        Currency currency = Currency.getInstance(main.text("currency"));
        return new Landscape(main.text("name"), zone, currency,
                new PolicyReader(currency).read(main.group("policies")),
                new Branches(main.list("branches", LandscapeReader::branch)),
                byId(contents.systems(), this::system, SystemSettings::id),
                byId(contents.consumers(), LandscapeReader::consumer, Consumer::id), users(),
                byId(contents.partners(), this::partner, Partner::id),
                byId(contents.subscriptions(), LandscapeReader::subscriber, Subscriber::id),
                byId(contents.inlets(), TransportReader::inlet, Inlet::id),
                byId(contents.outlets(), each -> TransportReader.outlet(each,
                        lane(each.group("lane"), Lane.DEFAULT, ZoneOffset.UTC)), Outlet::id),
                version);
    }

    private static <T> Map<String, T> byId(List<Source> sources, Function<Values, T> read,
            Function<T, String> id) {
        return sources.stream().map(source -> read.apply(new Values(source.root())))
                .collect(Collectors.toMap(id, Function.identity()));
    }

    private static Branches.Branch branch(Values values) {
        return new Branches.Branch(values.text("name"), values.text("erp"), values.texts("accounts"),
                values.texts("warehouses").stream().map(LocationId::new).toList(),
                values.optional("rounding").map(each -> Rounding.valueOf(upper(each))),
                values.optional("taxOn").map(each -> Policies.TaxOn.valueOf(upper(each))));
    }

    private SystemSettings system(Values values) {
        Optional<Declaration> declaration = contents.connectors().stream()
                .filter(source -> source.text("/id").equals(values.text("connector")))
                .map(source -> DeclarationReader.read(new Values(source.root()),
                        samples("connectors/" + source.text("/id") + "."))).findFirst();
        Values timeouts = values.group("timeouts");
        return new SystemSettings(values.text("id"), SystemSettings.Kind.valueOf(upper(values.text("kind"))),
                declaration.isPresent() ? SystemSettings.DECLARED : values.text("connector"),
                values.optional("baseUrl").map(URI::create),
                values.secret("secret"), values.secret("webhookSecret"),
                new Timeouts(timeouts.duration("connect", Timeouts.DEFAULT.connect()),
                        timeouts.duration("call", Timeouts.DEFAULT.call())),
                lane(values.group("lane"), Lane.DEFAULT, values.optional("zone").map(ZoneId::of).orElse(zone)),
                values.optional("location").map(LocationId::new),
                values.optional("zone").map(ZoneId::of).orElse(zone), values.map("settings", Values::plain),
                new Messages(Messages.Ordering.valueOf(upper(values.text("ordering", "sequence"))),
                        values.optional("partner"), values.list("files", each -> FileFeedReader.read(each, folder))),
                values.duration("visibleAfter", java.time.Duration.ZERO), declaration, Tls.read(values.group("tls")));
    }

    private static Subscriber subscriber(Values values) {
        Values timeouts = values.group("timeouts");
        Set<AccountId> accounts = values.texts("accounts").stream().map(AccountId::new).collect(Collectors.toSet());
        return new Subscriber(values.text("id"), URI.create(values.text("url")),
                values.texts("secrets").stream().map(SecretRef::new).toList(), Set.copyOf(values.texts("events")),
                accounts.isEmpty() ? new Consumer.Accounts.All() : new Consumer.Accounts.Only(accounts),
                Subscriber.Ordering.valueOf(upper(values.text("ordering", "order"))),
                values.flag("privateAddresses") ? Subscriber.Reach.ANYWHERE : Subscriber.Reach.PUBLIC,
                new Timeouts(timeouts.duration("connect", Timeouts.DEFAULT.connect()),
                        timeouts.duration("call", Timeouts.DEFAULT.call())),
                lane(values.group("lane"), Subscriber.LANE, ZoneOffset.UTC));
    }

    private static Lane lane(Values values, Lane normal, ZoneId zone) {
        return new Lane(values.number("concurrency", normal.concurrency()),
                values.decimal("ratePerSecond", normal.ratePerSecond()),
                values.number("maxAttempts", normal.maxAttempts()),
                values.duration("firstBackoff", normal.firstBackoff()),
                values.duration("maxBackoff", normal.maxBackoff()),
                values.number("breakerFailures", normal.breakerFailures()),
                values.duration("breakerOpen", normal.breakerOpen()),
                values.duration("lease", normal.lease()), values.duration("settle", normal.settle()),
                values.number("livePercent", normal.livePercent()), values.number("callsPerDay", normal.callsPerDay()),
                MaintenanceReader.read(values, zone), new Lane.Bounds(
                        values.number("maxBacklog", normal.bounds().effects()),
                        values.optional("maxWait").map(Values::duration)));
    }

    private static Consumer consumer(Values values) {
        List<String> accounts = values.texts("accounts");
        Values rate = values.group("rate");
        return new Consumer(values.text("id"), new SecretRef(values.text("secret")),
                Channel.parse(values.text("channel")).orElseThrow(), Set.copyOf(values.texts("scopes")),
                accounts.contains("*") ? new Consumer.Accounts.All()
                        : new Consumer.Accounts.Only(
                                accounts.stream().map(AccountId::new).collect(Collectors.toSet())),
                new Consumer.Rate(rate.decimal("perSecond", Consumer.Rate.DEFAULT.perSecond()),
                        rate.number("burst", Consumer.Rate.DEFAULT.burst())));
    }

    private List<ConsoleUser> users() {
        return contents.users().map(source -> new Values(source.root()).list("users",
                user -> new ConsoleUser(user.text("name"), new SecretRef(user.text("password")),
                        user.texts("roles").stream().map(role -> ConsoleUser.Role.valueOf(upper(role)))
                                .collect(Collectors.toSet())))).orElse(List.of());
    }

    private Partner partner(Values values) {
        String id = values.text("id");
        Map<String, String> maps = values.map("maps", Values::plain);
        return new Partner(id, identity(values.group("theirs")), identity(values.group("ours")),
                values.texts("versions"), Partner.Usage.valueOf(upper(values.text("usage", "production"))),
                values.optional("account").map(AccountId::new), values.optional("consumer"),
                values.map("shipTos", each -> new ShipToId(each.plain())), delivery(values.group("delivery")),
                separators(values.group("separators")),
                Partner.LineFaults.valueOf(upper(values.text("lineFaults", "refuse_order"))),
                Partner.Prices.valueOf(upper(values.text("prices", "check"))),
                maps.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> map(entry.getValue()))),
                contents.items().getOrDefault(id, Map.of()),
                values.node().has("inventory") ? Optional.of(inventory(values.group("inventory"))) : Optional.empty(),
                AttentionReader.ofPartner(values));
    }

    private static Partner.Inventory inventory(Values values) {
        return new Partner.Inventory(LocalTime.parse(values.text("full")),
                values.optional("every").map(Values::duration),
                Partner.Inventory.Items.valueOf(upper(values.text("items", "cross-referenced")).replace('-', '_')),
                Channel.parse(values.text("channel", "edi")).orElseThrow());
    }

    private Partner.MapFile map(String file) {
        String name = file.substring(0, file.lastIndexOf('.'));
        return new Partner.MapFile(file, Objects.requireNonNull(contents.maps().get(file)),
                contents.labels().stream().filter(label -> label.file().equals(name + ".yaml")).findFirst()
                        .map(label -> new Partner.Label(label.text("/version"), label.text("/owner"))),
                samples(name + "."));
    }

    /** Each {@code <prefix><name>.sample.<ending>} that has a {@code <prefix><name>.sample.expected.<ending>}. */
    private List<Partner.Sample> samples(String prefix) {
        return contents.samples().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix) && !entry.getKey().contains(".sample.expected."))
                .flatMap(entry -> {
                    String name = entry.getKey().substring(prefix.length(), entry.getKey().indexOf(".sample."));
                    return contents.samples().entrySet().stream()
                            .filter(each -> each.getKey().startsWith(prefix + name + ".sample.expected."))
                            .map(each -> new Partner.Sample(name, entry.getValue(), each.getValue()));
                }).toList();
    }

    private static Partner.X12Identity identity(Values values) {
        return new Partner.X12Identity(values.text("qualifier"), values.text("id").strip(),
                values.text("group"));
    }

    private Partner.Delivery delivery(Values values) {
        return values.optional("system").<Partner.Delivery>map(Partner.Delivery.ToSystem::new)
                .or(() -> values.optional("url").map(url -> new Partner.Delivery.ToUrl(URI.create(url),
                        values.secret("secret"))))
                .or(() -> values.optional("destination").map(Partner.Delivery.ToOutlet::new))
                .orElseGet(() -> new Partner.Delivery.ToFolder(folder.resolve(values.text("folder"))));
    }

    private static Partner.Separators separators(Values values) {
        Partner.Separators normal = Partner.Separators.DEFAULT;
        return new Partner.Separators(values.character("element", normal.element()),
                values.character("component", normal.component()),
                values.character("segment", normal.segment()),
                values.character("repetition", normal.repetition()), values.flag("newlines"));
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
