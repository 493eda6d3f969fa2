package io.crossdock.estate.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;

/**
 * A kind of goods in many variants. {@code name} has a {@code %s} for each list of variants; packs read
 * {@code BX:12 CS:144}; price and weight run from the first variant to the last.
 */
record Family(
        String name, String brand, String baseUnit, String packs, double priceFrom, double priceTo,
        double kgFrom, double kgTo, String taxClass, String assortment, List<List<String>> variants) {

    private static Family of(String name, String brand, String unit, String packs, double priceFrom,
            double priceTo, double kgFrom, double kgTo, String assortment, String... variants) {
        String taxClass = assortment.equals("safety") ? "reduced" : "standard";
        return new Family(name, brand, unit, packs, priceFrom, priceTo, kgFrom, kgTo, taxClass, assortment,
                Arrays.stream(variants).map(each -> List.of(each.split(", "))).toList());
    }

    /** What lies in the warehouses. */
    static List<Family> stocked() {
        return List.of(
            of("Circuit breaker %s-pole %s A", "Voltaris", "EA", "BX:12 CS:144", 6.2, 96, .16, .95,
                "electrical", "1, 2, 3", "15, 20, 30, 40, 50, 60, 70, 100"),
            of("Building wire THHN %s AWG %s", "Kestrel", "FOT", "RO:500 PF:10000", .09, 1.74, .006, .118,
                "electrical", "14, 12, 10, 8, 6, 4, 2", "black, red, white, green, blue"),
            of("%s conduit %s in x 10 ft", "Ferrant", "EA", "PK:10 PF:200", 4.1, 88, 1.4, 13.5, "electrical",
                "EMT, PVC, Rigid steel", "1/2, 3/4, 1, 1-1/4, 1-1/2, 2, 3"),
            of("EMT %s %s in", "Ferrant", "EA", "BX:25 CS:250", .38, 9.6, .03, .6, "electrical",
                "set-screw connector, set-screw coupling, compression connector, compression coupling, strap",
                "1/2, 3/4, 1, 1-1/4, 1-1/2, 2"),
            of("%s box %s", "Ferrant", "EA", "BX:7 CS:49", 1.9, 14.8, .2, 1.1, "electrical",
                "Square steel, Octagon steel, Weatherproof, Handy", "1-gang, 2-gang, 4 in, 4-11/16 in"),
            of("%s receptacle %s A %s", "Voltaris", "EA", "BX:10 CS:100", 1.2, 24.5, .07, .16, "electrical",
                "Duplex, GFCI, Isolated-ground", "15, 20", "white, ivory, gray"),
            of("LED %s %s K", "Lumenor", "EA", "BX:4 CS:12", 7.9, 189, .2, 6.8, "lighting",
                "lamp A19 9 W, tube T8 4 ft 12 W, panel 2x2 30 W, panel 2x4 40 W, high bay 150 W, "
                + "wall pack 60 W, flood 100 W",
                "3000, 4000, 5000"),
            of("Contactor %s A coil %s", "Automek", "EA", "BX:6", 22, 310, .35, 3.2, "automation",
                "9, 18, 32, 50, 75", "24 VDC, 120 VAC, 240 VAC"),
            of("%s sensor M%s %s", "Automek", "EA", "BX:5 CS:50", 18, 94, .06, .2, "automation",
                "Inductive, Photoelectric", "12, 18, 30", "PNP, NPN"),
            of("Hex cap screw grade %s %s", "Boltwright", "EA", "BX:100 CS:1000", .11, 1.38, .012, .19,
                "fasteners",
                "5, 8", "1/4-20 x 1, 1/4-20 x 2, 5/16-18 x 1, 5/16-18 x 2, 3/8-16 x 1, 3/8-16 x 2, "
                + "1/2-13 x 1-1/2, 1/2-13 x 3, 5/8-11 x 2, 3/4-10 x 3"),
            of("%s %s zinc", "Boltwright", "EA", "BX:100 CS:2000", .03, .42, .003, .06, "fasteners",
                "Flat washer, Lock washer, Hex nut, Nylon lock nut", "1/4, 5/16, 3/8, 1/2, 5/8, 3/4"),
            of("Strut channel %s ga x %s", "Ferrant", "EA", "PK:5 PF:100", 14, 62, 4.2, 17, "fasteners",
                "12, 14", "5 ft, 10 ft, 20 ft"),
            of("Work gloves %s size %s", "Guardwell", "PR", "PK:12 CS:144", 1.7, 19.5, .05, .19, "safety",
                "nitrile coated, leather driver, cut level A4, winter lined", "S, M, L, XL, 2XL"),
            of("%s", "Guardwell", "EA", "BX:12 CS:48", 2.2, 41, .05, .62, "safety",
                "Ear plugs corded, Safety glasses clear, Safety glasses gray, Safety glasses amber, "
                + "Knit sleeve, Knee pads, Safety vest yellow, Safety vest orange, Goggles vented, "
                + "Goggles sealed, Hard hat white, Hard hat yellow, Hard hat blue, "
                + "Ear muffs NRR 25, Ear muffs NRR 30, Face shield"),
            of("Respirator %s size %s", "Guardwell", "EA", "BX:20 CS:240", .95, 33, .01, .4, "safety",
                "N95 disposable, P100 disposable, half mask", "S, M, L"),
            of("Ball valve %s %s in", "Rivermont", "EA", "BX:8 CS:24", 6.4, 142, .18, 4.9, "plumbing",
                "brass, stainless, PVC", "1/4, 3/8, 1/2, 3/4, 1, 1-1/2, 2"),
            of("Copper %s %s in", "Rivermont", "EA", "BX:50 CS:500", .42, 12.9, .01, .31, "plumbing",
                "elbow 90, tee, coupling, cap", "3/8, 1/2, 3/4, 1, 1-1/2"),
            of("Deep groove bearing %s %s", "Orbita", "EA", "BX:10", 3.9, 58, .04, 1.2, "power-transmission",
                "6200, 6202, 6204, 6206, 6208, 6210", "2RS, ZZ, C3"),
            of("V-belt %s-%s", "Orbita", "EA", "CS:12", 7.2, 44, .12, .7, "power-transmission",
                "A, B", "32, 42, 51, 68, 75, 90"),
            of("%s %s", "Halfmoon", "EA", "BX:6 CS:36", 6.9, 67, .15, 1.6, "tools",
                "Screwdriver, Pliers, Adjustable wrench, Hex key set, Claw hammer, Utility knife",
                "standard, insulated, long reach"),
            of("Cable tie %s in %s", "Kestrel", "EA", "PK:100 CS:5000", .02, .61, .001, .021, "electrical",
                "4, 7, 11, 14, 24", "natural, black"),
            of("Liquidtight fitting %s %s in", "Ferrant", "EA", "BX:20 CS:100", 1.9, 44, .05, .9,
                "electrical",
                "straight, 45 degree, 90 degree", "3/8, 1/2, 3/4, 1, 1-1/2, 2"),
            of("Fuse class %s %s A", "Voltaris", "EA", "BX:10 CS:100", 4.4, 71, .03, .4, "electrical",
                "CC, J, RK5", "15, 30, 60, 100"),
            of("Motor %s hp %s V", "Automek", "EA", "PF:12", 148, 690, 8, 31, "automation",
                "1/2, 3/4, 1, 1-1/2, 2, 3", "115-230, 230-460"),
            of("Copper pipe type %s %s in x 10 ft", "Rivermont", "EA", "PK:10 PF:100", 11, 97, .9, 6.2,
                "plumbing",
                "K, L, M", "3/8, 1/2, 3/4, 1, 1-1/2"),
            of("Pillow block bearing %s in", "Orbita", "EA", "BX:4", 14, 83, .5, 3.9, "power-transmission",
                "1/2, 5/8, 3/4, 7/8, 1, 1-1/4, 1-7/16, 2"),
            of("Roller chain no. %s %s ft", "Orbita", "EA", "CS:6", 19, 240, 1.1, 14, "power-transmission",
                "35, 40, 50, 60", "10, 50"),
            of("Extension cord %s ga %s ft", "Kestrel", "EA", "CS:5", 17, 96, 1.6, 7.4, "tools",
                "14, 12", "25, 50, 100"),
            of("Drill bit %s %s in", "Halfmoon", "EA", "PK:12 CS:144", 1.3, 19.8, .01, .12, "tools",
                "HSS, cobalt", "1/8, 3/16, 1/4, 3/8, 1/2"));
    }

    /** What suppliers ship straight to the customer: northforge first, halden second. */
    static List<Family> dropShipped() {
        return List.of(
            of("Dry-type transformer %s kVA %s", "Northforge", "EA", "", 410, 5200, 38, 410, "electrical",
                "3, 6, 9, 15, 30, 45", "240-120 V, 480-208 V, 480-240 V"),
            of("Enclosure NEMA %s %s", "Northforge", "EA", "", 64, 690, 4, 48, "automation",
                "1, 4X, 12", "12x12x6, 16x12x8, 20x16x8, 24x20x8"),
            of("Centrifugal pump %s hp %s", "Halden", "EA", "", 290, 2900, 14, 96, "plumbing",
                "1/2, 1, 2, 3, 5", "cast iron, stainless, bronze"),
            of("Air compressor %s gal %s", "Halden", "EA", "", 340, 4100, 29, 260, "tools",
                "6, 20, 60, 80, 120", "120 V, 230 V, 460 V"));
    }

    /** All variants, the last list running fastest. */
    List<String> descriptions() {
        List<String> all = List.of(name);
        for (List<String> each : variants) {
            List<String> longer = new ArrayList<>();
            for (String begun : all) {
                for (String variant : each) {
                    longer.add(begun.replaceFirst("%s", Matcher.quoteReplacement(variant)));
                }
            }
            all = longer;
        }
        return all;
    }
}
