package io.crossdock.estate.world;

import io.crossdock.estate.day.Dice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Grows items, accounts and contracts from a seed. The same seed gives the same distributor, to the cent. */
final class Seeding {

    static final int DROP_SHIPPED = 60;

    private static final Instant BEGAN = Instant.parse("2026-01-05T08:00:00Z");
    private static final LocalDate CONTRACTS_FROM = LocalDate.parse("2026-01-01");
    private static final LocalDate CONTRACTS_TO = LocalDate.parse("2029-12-31");
    private static final String GS1_PREFIX = "0614141";
    private static final String BUYERS_GS1_PREFIX = "0860009";
    private static final int FIRST_SKU = 10001;
    private static final List<String> ASSORTMENTS = List.of("core", "electrical", "lighting", "automation",
            "fasteners", "safety", "plumbing", "power-transmission", "tools");
    private static final List<String> CITIES = List.of("Atlanta GA 30318", "Savannah GA 31401",
            "Charlotte NC 28206", "Nashville TN 37210", "Birmingham AL 35203", "Orlando FL 32809",
            "Tampa FL 33605", "Dallas TX 75207", "Houston TX 77029", "Austin TX 78744",
            "Oklahoma-City OK 73108", "Kansas-City MO 64120", "Chicago IL 60609", "Detroit MI 48211",
            "Cleveland OH 44114", "Pittsburgh PA 15201", "Newark NJ 07114", "Boston MA 02118",
            "Denver CO 80216", "Phoenix AZ 85009", "Salt-Lake-City UT 84104", "Reno NV 89502",
            "Sacramento CA 95811", "Fresno CA 93721", "Portland OR 97210", "Seattle WA 98108",
            "Minneapolis MN 55413", "Omaha NE 68110");
    private static final List<String> STREETS = List.of("Marietta St", "Foundry Rd", "Commerce Way",
            "Depot Ave", "Industrial Blvd", "Harrison St", "Mill Creek Rd", "Railside Dr");
    private static final List<String> FIRST = List.of("Harbor", "Summit", "Ironwood", "Lakeside", "Redstone",
            "Beacon", "Buildwell", "Pioneer", "Cascade", "Keystone", "Bluegrass", "Delta", "Monarch",
            "Granite");
    private static final List<String> SECOND = List.of("Mechanical Contractors", "Electric",
            "Plant Services");
    private static final int ACCOUNTS = FIRST.size() * SECOND.size();

    private final Dice dice;

    Seeding(long seed) {
        dice = new Dice(seed);
    }

    List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (Family family : Family.stocked()) {
            grow(items, family, Vendor.NORTHFORGE, false);
        }
        int firstDropShipped = items.size();
        for (Family family : Family.dropShipped()) {
            grow(items, family, family.brand().equals("Northforge") ? Vendor.NORTHFORGE : Vendor.HALDEN,
                    true);
        }
        if (items.size() - firstDropShipped != DROP_SHIPPED) {
            throw new IllegalStateException("drop-shipped items: " + (items.size() - firstDropShipped));
        }
        return List.copyOf(items);
    }

    private void grow(List<Item> items, Family family, Vendor vendor, boolean dropShipped) {
        List<String> descriptions = family.descriptions();
        for (int i = 0; i < descriptions.size(); i++) {
            int number = FIRST_SKU + items.size();
            double along = descriptions.size() == 1 ? 0 : (double) i / (descriptions.size() - 1);
            BigDecimal list = money4(between(family.priceFrom(), family.priceTo(), along)
                    * (0.94 + 0.12 * dice.chance("price", number)));
            String twelve = GS1_PREFIX + number;
            List<String> assortments = !dropShipped && (number < FIRST_SKU + 10 || number % 4 == 0)
                    ? List.of("core", family.assortment()) : List.of(family.assortment());
            items.add(new Item("CD-" + number, descriptions.get(i), family.brand(), family.baseUnit(),
                    CheckDigit.append(twelve), packs(family, twelve),
                    kilos(between(family.kgFrom(), family.kgTo(), along)), family.taxClass(), assortments,
                    dropShipped ? 5 : dice.between(2, 9, "lead", number), list, "USD",
                    dropShipped ? vendor.id() : null,
                    dropShipped ? vendor.prefix() + "-4" + String.format("%04d", number % 10000) : null,
                    dropShipped ? list.multiply(new BigDecimal("0.72")).setScale(4, RoundingMode.HALF_UP)
                            : null,
                    i >= 5 && number % 10 == 9 ? "CD-" + (number - 5) : null,
                    i >= 5 && number % 10 == 6 ? List.of("CD-" + (number - 5), "CD-" + (number - 1)) : List.of(),
                    null, BEGAN));
        }
    }

    private static List<Pack> packs(Family family, String twelve) {
        List<Pack> packs = new ArrayList<>();
        for (String each : family.packs().isEmpty() ? new String[0] : family.packs().split(" ")) {
            String[] unitAndSize = each.split(":");
            String gtin = CheckDigit.append((packs.size() + 1) + twelve);
            packs.add(new Pack(unitAndSize[0], new BigDecimal(unitAndSize[1]), gtin));
        }
        return packs;
    }

    List<Account> accounts() {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            int number = 1001 + i;
            String id = "A-" + number;
            String name = FIRST.get(i % FIRST.size()) + " " + SECOND.get(i / FIRST.size());
            accounts.add(new Account(id, name, status(number), "USD", creditLimit(number),
                    dice.pick(List.of("NET10", "NET30", "NET45"), "terms", number), assortments(number),
                    shipTos(id, name, number), cuts(number) ? "cut" : "backorder",
                    number % 9 == 5 && !cuts(number),
                    number == 1001 || number % 4 != 0 ? "PC-" + number : null, number == 1006, null, BEGAN));
        }
        return List.copyOf(accounts);
    }

    private static boolean cuts(int number) {
        return number % 7 == 2;
    }

    private static String status(int number) {
        return switch (number) {
            case 1039 -> "on_hold";
            case 1040 -> "blocked";
            default -> "active";
        };
    }

    private BigDecimal creditLimit(int number) {
        int dollars = switch (number) {
            case 1001 -> 5_000_000;
            case 1007 -> 1_000_000;
            case 1038 -> 500;
            default -> 5_000 * dice.between(4, 60, "credit", number);
        };
        return BigDecimal.valueOf(dollars).setScale(2);
    }

    private List<String> assortments(int number) {
        if (number == 1001 || number == 1007) {
            return ASSORTMENTS;
        }
        return ASSORTMENTS.stream()
                .filter(name -> name.equals("core") || dice.chance("assortment", number, name) < 0.45)
                .toList();
    }

    private List<Address> shipTos(String id, String name, int number) {
        List<Address> all = new ArrayList<>();
        int count = number == 1001 ? 3 : dice.between(1, 3, "shipTos", number);
        for (int i = 1; i <= count; i++) {
            String[] place = (number == 1001 && i == 1 ? CITIES.getFirst()
                    : dice.pick(CITIES, "city", number, i)).split(" ");
            String city = place[0].replace('-', ' ');
            all.add(new Address(id + "-" + i, name + ", " + (i == 1 ? "Main yard" : "Site " + city),
                    CheckDigit.append(BUYERS_GS1_PREFIX + number + i),
                    dice.between(100, 9800, "house", number, i) + " "
                            + dice.pick(STREETS, "street", number, i),
                    city, place[1], place[2], "US"));
        }
        return all;
    }

    /** Contract prices, sorted by contract, sku and quantity. */
    List<ContractPrice> contracts(List<Item> items, List<Account> accounts) {
        List<ContractPrice> all = new ArrayList<>();
        for (Item item : items) {
            if (!item.packs().isEmpty() && dice.happens(0.5, "list break", item.sku())) {
                all.add(price(ContractPrice.LIST, item, item.packs().getFirst().quantity(), 0.95));
                if (item.packs().size() > 1) {
                    all.add(price(ContractPrice.LIST, item, item.packs().get(1).quantity(), 0.88));
                }
            }
        }
        for (Account account : accounts) {
            String contract = account.priceContract();
            if (contract != null) {
                items.stream().filter(account::mayBuy).forEach(item -> agree(all, contract, item));
            }
        }
        return List.copyOf(all);
    }

    private void agree(List<ContractPrice> all, String contract, Item item) {
        boolean example = contract.equals("PC-1001") && item.sku().compareTo("CD-10010") <= 0;
        if (!example && !dice.happens(0.15, "agreed", contract, item.sku())) {
            return;
        }
        double share = example ? 0.84 : 0.78 + 0.14 * dice.chance("share", contract, item.sku());
        all.add(price(contract, item, BigDecimal.ONE, share));
        if (!item.packs().isEmpty()) {
            all.add(price(contract, item, item.packs().getLast().quantity(), share - 0.06));
        }
    }

    private static ContractPrice price(String contract, Item item, BigDecimal from, double share) {
        BigDecimal price = item.listPrice().multiply(BigDecimal.valueOf(share)).setScale(4,
                RoundingMode.HALF_UP);
        return new ContractPrice(contract, item.sku(), item.baseUnit(), from, price, "USD", CONTRACTS_FROM,
                CONTRACTS_TO);
    }

    /** What lies in a warehouse on the first day, in base units. */
    long opening(Item item, Site site) {
        int number = Integer.parseInt(item.sku().substring(3));
        if (number <= FIRST_SKU + 4) {
            return 20_000;
        }
        if (number <= FIRST_SKU + 9) {
            return dice.between(12, 30, "scarce", number, site);
        }
        long cases = item.packs().isEmpty() ? 40 : item.packs().getFirst().quantity().longValueExact();
        return dice.happens(0.1, "not here", number, site) ? 0
                : cases * dice.between(8, 60, "opening", number, site);
    }

    private static double between(double from, double to, double along) {
        return from + (to - from) * along * along;
    }

    private static BigDecimal money4(double value) {
        return new BigDecimal(String.format(Locale.ROOT, value < 1 ? "%.4f" : "%.2f", value)).setScale(4);
    }

    private static BigDecimal kilos(double value) {
        return new BigDecimal(String.format(Locale.ROOT, "%.3f", Math.max(0.001, value)));
    }
}
