package io.crossdock.system.connectors;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What each connector says it can do for its system, and whether that is so. */
@Component
public class Contracts {

    /** Stated of an {@link AmendSink} that can also add lines to booked orders. */
    public static final String ADDS = "AmendSink.adds";

    /** The operation that is read and not done. */
    public static final String STOCK = "stock";

    private static final String A_TRIAL = "it was a trial";

    /** Four characters that differ from run to run. */
    private static final int RUN_LEAST = 36 * 36 * 36;

    private static final Map<String, Deed<?>> DEEDS = Map.of(
            Effectors.ORDER_POST, new Deed<>(OrderSink.class, OrderPosting.class, "/reference"),
            Effectors.INVOICE_POST, new Deed<>(InvoiceSink.class, InvoicePosting.class, "/request/shipment"),
            Effectors.LEG_RELEASE, new Deed<>(ReleaseSink.class, WarehouseRelease.class, "/leg"),
            Effectors.CREDIT_POST, new Deed<>(CreditSink.class, CreditPosting.class, "/request/reference"),
            Effectors.RETURN_ANNOUNCE, new Deed<>(ReturnSink.class, ReturnAnnouncement.class, "/reference"),
            Effectors.PURCHASE_ORDER, new Deed<>(PurchaseOrderSink.class, SupplierOrder.class, "/leg"));

    /** A trial of them begins with what they are about. */
    private static final Map<String, Undo<?>> UNDOS = Map.of(
            Effectors.LEG_CANCEL, new Undo<>(CancelSink.class, LegCancellation.class,
                    List.of(Effectors.LEG_RELEASE, Effectors.PURCHASE_ORDER), "/leg", (leg, done) -> List.of(Map.of("leg",
                            leg.path("leg"), "order", leg.path("order"), "why", A_TRIAL, "knownAs", done.reference()))),
            Effectors.RETURN_WITHDRAW, new Undo<>(WithdrawSink.class, ReturnWithdrawal.class,
                    List.of(Effectors.RETURN_ANNOUNCE), "/reference", (back, done) -> List.of(Map.of("reference",
                            back.path("reference"), "order", back.path("order"), "why", A_TRIAL, "knownAs",
                            done.reference()))),
            Effectors.ORDER_AMEND, new Undo<>(AmendSink.class, OrderAmendment.class, List.of(Effectors.ORDER_POST),
                    "/request/order", Contracts::amendments));

    /** What a system of some kind is asked for; a role that is not here may be played for any. */
    private static final Map<Class<? extends Role>, Set<Kind>> ASKED_OF = Map.ofEntries(
            Map.entry(OrderSink.class, Set.of(Kind.ERP)), Map.entry(AmendSink.class, Set.of(Kind.ERP)),
            Map.entry(InvoiceSink.class, Set.of(Kind.ERP)), Map.entry(CreditSource.class, Set.of(Kind.ERP)),
            Map.entry(PriceSource.class, Set.of(Kind.ERP)), Map.entry(MasterDataSource.class, Set.of(Kind.ERP)),
            Map.entry(EnteredOrderSource.class, Set.of(Kind.ERP)),
            Map.entry(ExpectedSource.class, Set.of(Kind.ERP)), Map.entry(CreditSink.class, Set.of(Kind.ERP)),
            Map.entry(InvoiceSource.class, Set.of(Kind.ERP)), Map.entry(PaymentSource.class, Set.of(Kind.ERP)),
            Map.entry(OrderSource.class, Set.of(Kind.ERP)),
            Map.entry(ReturnSink.class, Set.of(Kind.WMS)), Map.entry(StockSource.class, Set.of(Kind.ERP, Kind.WMS)),
            Map.entry(ReleaseSink.class, Set.of(Kind.WMS)), Map.entry(ReleaseSource.class, Set.of(Kind.WMS)),
            Map.entry(WarehouseTranslator.class, Set.of(Kind.WMS)),
            Map.entry(ShipmentSource.class, Set.of(Kind.WMS, Kind.SUPPLIER)),
            Map.entry(PurchaseOrderSink.class, Set.of(Kind.SUPPLIER)),
            Map.entry(CancelSink.class, Set.of(Kind.WMS, Kind.SUPPLIER)),
            Map.entry(WithdrawSink.class, Set.of(Kind.WMS)),
            Map.entry(CarrierTranslator.class, Set.of(Kind.CARRIER)));

    private final ObjectProvider<Role> roles;
    private final ObjectProvider<Rehearsal> rehearsals;
    private final Landscapes landscapes;
    private final Json json;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Contracts(ObjectProvider<Role> roles, ObjectProvider<Rehearsal> rehearsals, Landscapes landscapes, Json json,
            Clock clock) {
        this.roles = roles;
        this.rehearsals = rehearsals;
        this.landscapes = landscapes;
        this.json = json;
        this.clock = clock;
    }

    /** @param key where the request has our business key */
    private record Deed<R>(Class<? extends Sink<R>> role, Class<R> request, String key) {
    }

    /**
     * What is about something that was done before.
     *
     * @param before kinds of deed, of which a system can do one
     * @param key    where the request has our business key
     * @param made   of the request of the deed before, and of what came of it: the request, and a further one under its key
     */
    private record Undo<R>(Class<? extends Sink<R>> role, Class<R> request, List<String> before, String key,
            BiFunction<JsonNode, Outcome.Done, List<Map<String, Object>>> made) {
    }

    /** The first line of an order is cancelled, and then, where it has another, that besides: altogether both. */
    private static List<Map<String, Object>> amendments(JsonNode order, Outcome.Done done) {
        List<Map<String, JsonNode>> lines = order.path("lines").valueStream().map(line -> Map.of("lineNo",
                line.path("lineNo"), "sku", line.path("sku"), "cancelled", line.path("quantity"))).toList();
        return IntStream.rangeClosed(1, Math.clamp(lines.size(), 1, 2)).<Map<String, Object>>mapToObj(count -> Map.of(
                "erpOrder", done.reference(), "documents", done.response().path("documents").valueStream().toList(),
                "request", Map.of("order", order.path("reference"), "lines", lines.stream().limit(count).toList(), "added",
                        List.of()))).toList();
    }

    /**
     * What a connector says of one system.
     *
     * @param connector of declared ones the name of their file
     */
    public record Statement(SystemSettings system, String connector, List<Played> roles) {
    }

    /** @param promise of deeds */
    public record Played(String role, Optional<Promise> promise) {
    }

    /** What came of a trial, or why there is none. */
    public sealed interface Answer {

        record Tried(List<ContractTrial.Step> steps) implements Answer {

            public Tried {
                steps = List.copyOf(steps);
            }

            /** Whether the connector keeps what it says. */
            public boolean keeps() {
                return steps.stream().noneMatch(step -> step.result() == ContractTrial.Result.BROKEN);
            }
        }

        /** @param code stable; @param why a sentence */
        record Untried(String code, String why) implements Answer {
        }
    }

    /** By system. */
    public List<Statement> statements() {
        List<Role> all = roles.stream().toList();
        return landscapes.current().systems().values().stream().sorted(Comparator.comparing(SystemSettings::id))
                .map(system -> new Statement(system, system.declaration().map(Declaration::id).orElse(system.connector()),
                        all.stream().filter(role -> role.serves(system)).flatMap(role -> played(role, system))
                                .distinct().sorted(Comparator.comparing(Played::role)).toList()))
                .toList();
    }

    private static Stream<Played> played(Role role, SystemSettings system) {
        Optional<Promise> promise = role instanceof Sink<?> sink ? Optional.of(sink.promise(system)) : Optional.empty();
        return interfaces(role.getClass()).filter(each -> each != Role.class && each != Sink.class)
                .filter(each -> ASKED_OF.getOrDefault(each, Set.of(system.kind())).contains(system.kind()))
                .flatMap(each -> {
                    Optional<Promise> own = promise.filter(_ -> Sink.class.isAssignableFrom(each));
                    Stream<Played> played = Stream.of(new Played(each.getSimpleName(), own));
                    return each == AmendSink.class && role instanceof AmendSink amending && amending.adds(system)
                            ? Stream.concat(played, Stream.of(new Played(ADDS, own))) : played;
                });
    }

    private static Stream<Class<?>> interfaces(Class<?> type) {
        Class<?> above = type.getSuperclass();
        return Stream.concat(Arrays.stream(type.getInterfaces()).filter(Role.class::isAssignableFrom),
                above == null ? Stream.of() : interfaces(above));
    }

    /**
     * Does a deed in a sandbox, several times, and sees whether the system keeps the promise of its connector. Books there.
     *
     * @param kind   kind of effect, such as {@code order.post}
     * @param sample a request that the system takes; its business key is made anew for each call. Of a deed that undoes or
     *               changes another one it is the request of that other, which is done first
     * @param wrong  a request that the system must refuse; empty when none is known
     */
    public Answer check(String systemId, String kind, JsonNode sample, Optional<JsonNode> wrong) {
        Optional<SystemSettings> system = landscapes.current().system(systemId);
        Deed<?> deed = DEEDS.get(kind);
        Undo<?> undo = UNDOS.get(kind);
        if (system.isEmpty()) {
            return new Answer.Untried("unknown-system", "The landscape has no system " + systemId + ".");
        }
        if (deed == null && undo == null) {
            return new Answer.Untried("unknown-operation", "There is no deed " + kind + "; known are "
                    + Stream.concat(DEEDS.keySet().stream(), UNDOS.keySet().stream()).sorted().toList() + ", and " + STOCK
                    + ", which is read.");
        }
        if (!system.get().isSandbox()) {
            return new Answer.Untried("no-sandbox", "A trial books for real. Only a system with the setting sandbox: true "
                    + "is tried; " + systemId + " has none.");
        }
        return undo == null ? check(system.get(), Objects.requireNonNull(deed), kind, sample, wrong)
                : checkUndo(system.get(), undo, kind, sample, wrong);
    }

    /** Reads the stock of a system whole, and sees whether it can be promised; nothing there is changed. */
    public Answer checkStock(String systemId) {
        Optional<SystemSettings> system = landscapes.current().system(systemId);
        if (system.isEmpty()) {
            return new Answer.Untried("unknown-system", "The landscape has no system " + systemId + ".");
        }
        return roles.stream().filter(StockSource.class::isInstance).map(StockSource.class::cast)
                .filter(role -> role.serves(system.get())).findFirst()
                .<Answer>map(role -> new Answer.Tried(new StockTrial(system.get(), role, clock.instant()).run()))
                .orElseGet(() -> new Answer.Untried("no-role", "The connector of " + systemId + " knows no stock."));
    }

    /** Shows the call that a connector would make of a sample, and what it would make of an answer. Sends nothing. */
    public Rehearsal.Rehearsed rehearse(String systemId, String operation, JsonNode sample,
            Optional<Rehearsal.Recorded> answer) {
        Optional<SystemSettings> system = landscapes.current().system(systemId);
        if (system.isEmpty()) {
            return new Rehearsal.Rehearsed.Impossible("unknown-system", "The landscape has no system " + systemId + ".");
        }
        return rehearsals.stream().filter(each -> each.serves(system.get())).findFirst()
                .map(rehearsal -> rehearsal.rehearse(system.get(), operation, sample, key(operation, sample), answer))
                .orElseGet(() -> new Rehearsal.Rehearsed.Impossible("not-declared", "Only a declared connector can show its "
                        + "calls without making them; that of " + systemId + " is written in Java."));
    }

    private static Optional<String> key(String operation, JsonNode sample) {
        return Optional.ofNullable(DEEDS.get(operation)).map(Deed::key)
                .or(() -> Optional.ofNullable(UNDOS.get(operation)).map(Undo::key))
                .map(sample::at).filter(JsonNode::isString).map(JsonNode::asString);
    }

    private <R> Answer check(SystemSettings system, Deed<R> deed, String kind, JsonNode sample, Optional<JsonNode> wrong) {
        Optional<? extends Sink<R>> sink = sink(deed.role(), system);
        if (sink.isEmpty()) {
            return new Answer.Untried("no-role", "The connector of " + system.id() + " cannot do " + kind + ".");
        }
        try {
            return new Answer.Tried(new ContractTrial<>(system, sink.get(), numbered(deed).requests(sample, wrong),
                    new TrialSteps()).run());
        } catch (JacksonException | IllegalArgumentException noRequest) {
            return new Answer.Untried("no-request", "The sample is no " + deed.request().getSimpleName() + ": "
                    + noRequest.getMessage());
        }
    }

    private <R> Answer checkUndo(SystemSettings system, Undo<R> undo, String kind, JsonNode sample,
            Optional<JsonNode> wrong) {
        Optional<? extends Sink<R>> sink = sink(undo.role(), system);
        if (sink.isEmpty()) {
            return new Answer.Untried("no-role", "The connector of " + system.id() + " cannot do " + kind + ".");
        }
        return undo.before().stream().flatMap(before -> Optional.ofNullable(DEEDS.get(before)).stream())
                .filter(before -> sink(before.role(), system).isPresent()).findFirst()
                .map(before -> checkUndo(system, before, undo, sink.get(), sample, wrong))
                .orElseGet(() -> new Answer.Untried("no-role", "A trial of " + kind + " begins with "
                        + String.join(" or ", undo.before()) + ", which the connector of " + system.id() + " cannot do."));
    }

    private <D, R> Answer checkUndo(SystemSettings system, Deed<D> before, Undo<R> undo, Sink<R> sink, JsonNode sample,
            Optional<JsonNode> wrong) {
        try {
            ContractTrial.Numbered<D> numbered = numbered(before);
            JsonNode first = numbered.renamed(sample, 1);
            Function<Outcome.Done, List<R>> made = done -> undo.made().apply(first, done).stream()
                    .map(each -> json.read(json.tree(each), undo.request())).toList();
            // What cannot be made is not found out when the deed before is done.
            List<R> _ = made.apply(new Outcome.Done("1", json.tree(Map.of())));
            return new Answer.Tried(new UndoTrial<>(system, sink(before.role(), system).orElseThrow(),
                    numbered.numbered(sample, 1), sink, numbered.name(sample, 1), made,
                    wrong.map(request -> json.read(request, undo.request()))).run());
        } catch (JacksonException | IllegalArgumentException noRequest) {
            return new Answer.Untried("no-request", "A trial begins with what is undone, and the sample is no "
                    + before.request().getSimpleName() + ": " + noRequest.getMessage());
        }
    }

    private <R> Optional<? extends Sink<R>> sink(Class<? extends Sink<R>> role, SystemSettings system) {
        return roles.stream().filter(role::isInstance).map(role::cast).filter(each -> each.serves(system)).findFirst();
    }

    private <R> ContractTrial.Numbered<R> numbered(Deed<R> deed) {
        return new ContractTrial.Numbered<>(json, deed.request(), deed.key(),
                Integer.toString(random.nextInt(RUN_LEAST, RUN_LEAST * 36), 36).toUpperCase(Locale.ROOT));
    }
}
