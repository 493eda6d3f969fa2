package io.crossdock.system.connectors.estate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.Item;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.Interference;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.ListRules.Row;
import io.crossdock.system.connectors.ListRules.Told;
import io.crossdock.system.connectors.MasterDataSource;
import io.crossdock.system.connectors.Proves;
import io.crossdock.system.connectors.Sourced;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Items, all of them and those that have changed; readers that lie are found out by the same rules. */
@Proves(MasterDataSource.class)
class EstateItemsContractTest extends EstateListContract<Sourced<Item>> {

    @Override
    protected ListRules.Subject<Sourced<Item>> subject() {
        return new Items(UnaryOperator.identity());
    }

    private static String written(JsonNode item) {
        return text(item, "description") + ", " + new BigDecimal(text(item, "weightKg")).stripTrailingZeros()
                .toPlainString() + " kg, " + text(item, "baseUnit") + ", "
                + item.path("packs").valueStream().map(pack -> text(pack, "unit") + " of " + text(pack, "quantity")).sorted()
                        .toList();
    }

    private class Items extends Listed<Sourced<Item>> {

        private final EstateMasterData connector = new EstateMasterData(estate().http());
        private final UnaryOperator<Told<Sourced<Item>>> lie;
        private int renamed;

        Items(UnaryOperator<Told<Sourced<Item>>> lie) {
            super(estate(), 180);
            this.lie = lie;
        }

        @Override
        public Told<Sourced<Item>> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
            return lie.apply(Told.of(() -> connector.items(system, new Asking(since, after))));
        }

        @Override
        public String key(Sourced<Item> row) {
            return row.value().sku().value();
        }

        @Override
        public String content(Sourced<Item> row) {
            Item item = row.value();
            return item.description() + ", " + item.weight().value().stripTrailingZeros().toPlainString() + " kg, " + item.packs().base().code() + ", "
                    + item.packs().factors().entrySet().stream().filter(pack -> !pack.getKey().equals(item.packs().base()))
                            .map(pack -> pack.getKey().code() + " of " + pack.getValue().toPlainString()).sorted().toList();
        }

        @Override
        public Optional<Instant> at(Sourced<Item> row) {
            return Optional.of(row.modifiedAt());
        }

        @Override
        public Map<String, String> several() {
            return written("/items", row -> text(row, "sku"), EstateItemsContractTest::written);
        }

        @Override
        public Optional<Row> change() {
            estate().put("/control/items/CD-10001", Map.of("description", "Circuit breaker, renamed " + ++renamed));
            return Optional.of(new Row("CD-10001", written(estate().get(EstateAtWork.Place.ERP, "/items/CD-10001"))));
        }
    }

    private void isFoundOut(UnaryOperator<Told<Sourced<Item>>> lie, Consumer<ListRules<Sourced<Item>>> rule) {
        Items subject = new Items(lie);
        try (Interference between = new Interference(subject.url(), subject::handedOn)) {
            ListRules<Sourced<Item>> rules = new ListRules<>(subject, between);
            assertThatThrownBy(() -> rule.accept(rules)).isInstanceOf(AssertionError.class);
        }
    }

    private static UnaryOperator<Told<Sourced<Item>>> rows(UnaryOperator<List<Sourced<Item>>> change) {
        return told -> told instanceof Told.Rows<Sourced<Item>>(List<Sourced<Item>> rows, Optional<String> next)
                ? new Told.Rows<>(change.apply(rows), next) : told;
    }

    @Test
    void whoTakesNoAnswerForAnEmptyListIsFoundOut() {
        UnaryOperator<Told<Sourced<Item>>> lie = told -> told instanceof Told.Nothing<Sourced<Item>>
                ? new Told.Rows<>(List.of(), Optional.empty()) : told;
        isFoundOut(lie, ListRules::whoCannotBeAskedIsNotEmpty);
        isFoundOut(lie, ListRules::whicheverCallIsLostNothingIsMissing);
    }

    @Test
    void whoTakesAnErrorOfTheSystemForAnEmptyListIsFoundOut() {
        UnaryOperator<Told<Sourced<Item>>> lie = told -> told instanceof Told.Nothing<Sourced<Item>>(String why)
                && why.contains("answered 500") ? new Told.Rows<>(List.of(), Optional.empty()) : told;
        isFoundOut(lie, ListRules::whoCannotBeAskedIsNotEmpty);
        isFoundOut(lie, ListRules::whicheverCallIsLostNothingIsMissing);
    }

    @Test
    void whoMistakesTheTimeZoneIsFoundOut() {
        isFoundOut(rows(all -> all.stream().map(row -> new Sourced<>(row.value(), row.modifiedAt().plus(Duration.ofHours(5))))
                .toList()), ListRules::itSaysWhenThatWas);
        isFoundOut(rows(all -> all.stream().map(row -> new Sourced<>(row.value(), row.modifiedAt().minus(Duration.ofHours(5))))
                .toList()), ListRules::itSaysWhenThatWas);
    }

    @Test
    void whoTellsARowTwiceIsFoundOut() {
        isFoundOut(rows(all -> all.isEmpty() ? all : java.util.stream.Stream.concat(all.stream(), all.stream().limit(1)).toList()),
                ListRules::everyRowIsReadOnceAndExactly);
    }

    /** Who asks for what changed since now sees nothing of what has just changed. */
    @Test
    void whoLooksOnlyForwardIsFoundOut() {
        EstateMasterData honest = new EstateMasterData(estate().http());
        Items forward = new Items(UnaryOperator.identity()) {
            @Override
            public Told<Sourced<Item>> read(SystemSettings system, Optional<Instant> since, Optional<String> after) {
                return Told.of(() -> honest.items(system, new Asking(since.map(each -> Instant.now()), after)));
            }
        };
        try (Interference between = new Interference(forward.url(), forward::handedOn)) {
            ListRules<Sourced<Item>> rules = new ListRules<>(forward, between);
            assertThatThrownBy(rules::whatChangesIsToldTheNextTime).isInstanceOf(AssertionError.class);
            assertThatThrownBy(rules::whatChangesWhilePagesAreReadIsTold).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void whoShowsTheKeyIsFoundOut() {
        String key = estate().counterpart(EstateAtWork.Place.ERP).secret();
        isFoundOut(told -> told instanceof Told.Nothing<Sourced<Item>>(String why) ? new Told.Nothing<>(why + " Key " + key) : told,
                ListRules::whoCannotBeAskedIsNotEmpty);
    }
}
