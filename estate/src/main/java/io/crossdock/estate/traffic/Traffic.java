package io.crossdock.estate.traffic;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Identity;
import io.crossdock.estate.books.Json;
import io.crossdock.estate.callbacks.Hub;
import io.crossdock.estate.day.Dice;
import io.crossdock.estate.day.Shift;
import io.crossdock.estate.edi.EdiBuyer;
import io.crossdock.estate.edi.PurchaseOrder850;
import io.crossdock.estate.erp.Pricing;
import io.crossdock.estate.http.Answer;
import io.crossdock.estate.http.Page;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.http.Request;
import io.crossdock.estate.http.Routes;
import io.crossdock.estate.world.World;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Example orders at a steady rate, as portal users and the EDI buyer would send them. Every order is kept in
 * the books before it is sent and sent under the same key until it is answered, across restarts of either
 * side.
 */
public final class Traffic implements AutoCloseable {

    private static final int UNDER_WAY_MAX = 16;
    private static final int KEPT_MAX = 20_000;
    private static final long NANOS_PER_MINUTE = 60_000_000_000L;
    private static final BigDecimal RATE_MAX = new BigDecimal("6000");
    private static final double RETURNED = 0.06;
    private static final Duration REGRETTED_AFTER = Duration.ofSeconds(90);
    private static final List<String> REASONS = List.of("unwanted", "ordered_wrong", "damaged", "defective");

    private final Books books;
    private final Book<Sending> sendings;
    private final Basket basket;
    private final Envoy envoy;
    private final EdiBuyer ediBuyer;
    private final Identity identity;
    private final Clock clock;
    private final Dice dice;
    private final Shift shift;
    private final Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
    private final Object rateChanged = new Object();
    private volatile BigDecimal perMinute = BigDecimal.ZERO;
    private volatile boolean closed;

    /** What traffic makes orders from. */
    public record Market(World world, Pricing pricing, EdiBuyer ediBuyer, Dice dice, Shift shift) {}

    /** @param secrets the secrets of the hub's clients {@code portal-demo} and {@code edi-buyer} */
    public Traffic(Books books, Market market, Hub hub, Map<String, String> secrets, Identity identity,
            Clock clock) {
        this.books = books;
        this.identity = identity;
        this.clock = clock;
        ediBuyer = market.ediBuyer;
        dice = market.dice;
        shift = market.shift;
        basket = new Basket(market.world, market.pricing, market.ediBuyer, market.dice);
        envoy = new Envoy(hub, new Tokens(hub, secrets, clock));
        sendings = books.book("traffic", Sending.class);
    }

    /** Begins at a rate, and takes up again what was not answered when the estate ended. */
    public void open(BigDecimal ordersPerMinute) {
        rate(ordersPerMinute);
        sendings.all().filter(each -> each.state() == Sending.State.trying)
                .forEach(each -> Thread.startVirtualThread(() -> deliver(each)));
        Thread.ofVirtual().name("traffic").start(this::run);
    }

    private void rate(BigDecimal ordersPerMinute) {
        if (ordersPerMinute.signum() < 0 || ordersPerMinute.compareTo(RATE_MAX) > 0) {
            throw Refused.badRequest("ordersPerMinute must be from 0 to " + RATE_MAX);
        }
        synchronized (rateChanged) {
            perMinute = ordersPerMinute;
            rateChanged.notifyAll();
        }
    }

    private void run() {
        long due = System.nanoTime();
        while (!closed) {
            BigDecimal rate = perMinute;
            long gap = rate.signum() == 0 ? 0 : (long) (NANOS_PER_MINUTE / rate.doubleValue());
            due = rate.signum() == 0 ? System.nanoTime() : Math.max(due + gap, System.nanoTime() - gap);
            if (!await(rate, due)) {
                due = System.nanoTime();
                continue;
            }
            underWay.acquireUninterruptibly();
            Sending next = next();
            Thread.startVirtualThread(() -> {
                try {
                    deliver(next);
                } finally {
                    underWay.release();
                }
            });
        }
    }

    /** Waits until it is time; false when the rate has changed meanwhile or there is none. */
    private boolean await(BigDecimal rate, long due) {
        synchronized (rateChanged) {
            while (!closed && perMinute.equals(rate)) {
                long left = (due - System.nanoTime()) / 1_000_000;
                if (rate.signum() > 0 && left <= 0) {
                    return true;
                }
                try {
                    rateChanged.wait(rate.signum() > 0 ? left : 0);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    closed = true;
                }
            }
            return false;
        }
    }

    private Sending next() {
        return books.change(() -> {
            long n = books.next("traffic", 1);
            String reference = "PO-" + identity.id().substring(0, 4).toUpperCase(java.util.Locale.ROOT) + "-"
                    + n;
            LocalDate today = LocalDate.now(clock);
            boolean edi = basket.byEdi(n);
            String body = edi ? interchange(n, reference, today) : basket.portalOrder(n, reference, today);
            Sending sending = new Sending(n, edi ? "edi" : "portal", "traffic-" + identity.name("traffic", n),
                    reference, basket.account(n).id(), body, Sending.State.trying, 0, null, clock.instant());
            sendings.put(sending.row(), sending);
            sendings.keepNewest(KEPT_MAX);
            return sending;
        });
    }

    private String interchange(long n, String reference, LocalDate today) {
        long firstControlNumber = identity.begun().getEpochSecond() % 900_000 * 1000;
        long controlNumber = firstControlNumber + books.next("edi-control-number", 1);
        String raw = PurchaseOrder850.write(basket.ediOrder(n, reference, today), controlNumber,
                LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        ediBuyer.sent("%09d".formatted(controlNumber), raw);
        return raw;
    }

    private void deliver(Sending sending) {
        envoy.deliver(sending, () -> closed).ifPresent(ended -> {
            books.note(() -> {
                if (sendings.find(ended.row()).isPresent()) {
                    sendings.put(ended.row(), ended);
                }
            });
            regret(ended);
        });
    }

    /** Some buyers send a piece of what they got back; who cannot, because nothing has left yet, keeps it. */
    private void regret(Sending ended) {
        boolean taken = ended.channel().equals("portal") && ended.status() / 100 == 2;
        if (taken && dice.happens(RETURNED, "regret", ended.number())) {
            shift.after(REGRETTED_AFTER, () -> envoy.sendBack(ended, dice.pick(REASONS, "reason", ended.number())));
        }
    }

    public void routes(Routes routes) {
        routes.add("GET", "/control/traffic", request -> view());
        routes.add("PUT", "/control/traffic", request -> {
            rate(request.fields().decimal("ordersPerMinute"));
            return view();
        });
        routes.add("GET", "/control/truth/traffic", this::list);
    }

    private Answer view() {
        return Answer.ok(Json.object().put("ordersPerMinute", perMinute.toPlainString()));
    }

    private Answer list(Request request) {
        List<Sending> found = sendings.all()
                .filter(each -> request.query("channel").map(each.channel()::equals).orElse(true))
                .filter(each -> request.query("state").map(each.state().name()::equals).orElse(true))
                .toList();
        return Answer.ok(Page.ofSorted(request, found, Sending::row).put("count", found.size()));
    }

    @Override
    public void close() {
        synchronized (rateChanged) {
            closed = true;
            rateChanged.notifyAll();
        }
    }
}
