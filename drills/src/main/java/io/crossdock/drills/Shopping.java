package io.crossdock.drills;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Believable orders, drawn from a seed: the same seed gives the same orders. */
public final class Shopping {

    private final Random random;
    private final long seed;
    private final List<JsonNode> accounts;
    private final List<JsonNode> items;
    private int orders;

    private Shopping(long seed, List<JsonNode> accounts, List<JsonNode> items) {
        this.seed = seed;
        this.random = new Random(seed);
        this.accounts = accounts;
        this.items = items;
    }

    /** All active accounts buy anything they may buy. */
    public static Shopping at(Estate estate, long seed) {
        List<JsonNode> active = estate.accounts().stream()
                .filter(account -> account.path("status").asString("").equals("active")).toList();
        return new Shopping(seed, active, estate.items());
    }

    /** The same accounts, but only these items; accounts that may buy none of them stay at home. */
    public Shopping only(Set<String> skus) {
        List<JsonNode> some = items.stream()
                .filter(item -> skus.contains(item.path("sku").asString(""))).toList();
        return new Shopping(seed, accounts.stream()
                .filter(account -> some.stream().anyMatch(item -> mayBuy(account, item))).toList(), some);
    }

    public List<String> orders(int count) {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bodies.add(order());
        }
        return bodies;
    }

    private String order() {
        JsonNode account = accounts.get(random.nextInt(accounts.size()));
        List<JsonNode> choice = items.stream().filter(item -> mayBuy(account, item)).toList();
        Set<JsonNode> basket = new HashSet<>();
        int lines = 1 + random.nextInt(Math.min(4, choice.size()));
        for (int line = 0; line < lines; line++) {
            basket.add(choice.get(random.nextInt(choice.size())));
        }
        List<String> wishes = new ArrayList<>();
        for (JsonNode item : basket) {
            wishes.add(line(item));
        }
        return """
                {"account": "%s", "buyerReference": "T%d-%d", "lines": [%s]}
                """.formatted(account.path("id").asString(""), seed, ++orders, String.join(", ", wishes));
    }

    private String line(JsonNode item) {
        JsonNode packs = item.path("packs");
        boolean byPack = !packs.isEmpty() && random.nextInt(4) == 0;
        String unit = byPack ? packs.get(0).path("unit").asString("") : item.path("baseUnit").asString("");
        return "{\"sku\": \"%s\", \"quantity\": \"%d\", \"unit\": \"%s\"}"
                .formatted(item.path("sku").asString(""), 1 + random.nextInt(byPack ? 2 : 5), unit);
    }

    private static boolean mayBuy(JsonNode account, JsonNode item) {
        return account.path("assortments").valueStream().anyMatch(of -> item.path("assortments").valueStream()
                .anyMatch(of::equals));
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
