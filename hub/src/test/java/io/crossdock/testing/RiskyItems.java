package io.crossdock.testing;

import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Packs;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.replica.Feed;
import io.crossdock.platform.replica.Gate;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.system.connectors.Sourced;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Items that are sold in boxes, of which a source says something else than what is in force. */
public record RiskyItems(JdbcClient jdbc, TransactionTemplate transaction, Gate gate, Replicas replicas, Clock clock,
        Feed<Sourced<Item>> feed) {

    private static final String FEED = "catalog.items";

    @SuppressWarnings("unchecked")
    public static RiskyItems of(JdbcClient jdbc, TransactionTemplate transaction, Gate gate, Replicas replicas, Clock clock,
            List<Feed<?>> feeds) {
        return new RiskyItems(jdbc, transaction, gate, replicas, clock, (Feed<Sourced<Item>>) feeds.stream()
                .filter(each -> each.name().equals(FEED)).findFirst().orElseThrow());
    }

    /** What is in force. */
    public void given(String sku, long box, String... barcodes) {
        jdbc.sql("INSERT INTO replica.feed (name) VALUES (:name) ON CONFLICT DO NOTHING").param("name", FEED).update();
        transaction.executeWithoutResult(status -> {
            feed.store(List.of(item(sku, box, barcodes)));
            replicas.changed(FEED);
        });
        replicas.refresh();
    }

    /** What the source says from now on. */
    public void said(String sku, long box, String... barcodes) {
        transaction.executeWithoutResult(status -> feed.store(gate.pass(feed, List.of(item(sku, box, barcodes)))));
    }

    public void clean() {
        jdbc.sql("DELETE FROM stewardship.change").update();
        jdbc.sql("DELETE FROM catalog.item WHERE description = 'Junction <box>'").update();
        transaction.executeWithoutResult(status -> replicas.changed(FEED));
        replicas.refresh();
    }

    private Sourced<Item> item(String sku, long box, String... barcodes) {
        return new Sourced<>(new Item(new Sku(sku), "Junction <box>", Item.Status.ACTIVE,
                Packs.only(Unit.EACH).with(Unit.BOX, box),
                Arrays.stream(barcodes).map(gtin -> new Item.Barcode(new Gtin(gtin), Unit.BOX)).toList(),
                Quantity.of("1", "KGM"), "standard", Set.of("core"), Duration.ofDays(3), Item.Stocking.STOCKED,
                Optional.empty(), Optional.empty(), Optional.empty()), clock.instant());
    }
}
