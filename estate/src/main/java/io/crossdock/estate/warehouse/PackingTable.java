package io.crossdock.estate.warehouse;

import io.crossdock.estate.books.Books;
import io.crossdock.estate.carrier.Carriers;
import io.crossdock.estate.world.CheckDigit;
import io.crossdock.estate.world.World;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts goods into as few packages as their weight allows, and labels them; only inside a change. */
public final class PackingTable {

    private static final BigDecimal PARCEL_KG = new BigDecimal("25");
    private static final BigDecimal PARCEL_SERVICE_KG = new BigDecimal("30");
    private static final int PACKAGES_ABOUT = 12;
    private static final BigDecimal TARE_KG = new BigDecimal("0.4");

    private final Books books;
    private final World world;
    private final Carriers carriers;

    public PackingTable(Books books, World world, Carriers carriers) {
        this.books = books;
        this.world = world;
        this.carriers = carriers;
    }

    /** @param wanted the carrier, if somebody chose one */
    public List<Carton> pack(List<Carton.Content> contents, @Nullable String wanted) {
        BigDecimal total = contents.stream().map(each -> kilos(each).multiply(each.quantity()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        String carrier = wanted != null && carriers.knows(wanted) ? wanted
                : total.compareTo(PARCEL_SERVICE_KG) <= 0 ? "northway" : "roadlink";
        BigDecimal room = PARCEL_KG.max(total.divide(BigDecimal.valueOf(PACKAGES_ABOUT), 3, RoundingMode.UP));
        List<Carton> cartons = new ArrayList<>();
        List<Carton.Content> filling = new ArrayList<>();
        BigDecimal filled = BigDecimal.ZERO;
        for (Carton.Content each : contents) {
            BigDecimal left = each.quantity();
            while (left.signum() > 0) {
                BigDecimal fits = room.subtract(filled).divide(kilos(each), 0, RoundingMode.DOWN);
                BigDecimal now = left.min(filling.isEmpty() ? fits.max(BigDecimal.ONE) : fits);
                if (now.signum() <= 0) {
                    cartons.add(close(filling, filled, carrier));
                    filling = new ArrayList<>();
                    filled = BigDecimal.ZERO;
                    continue;
                }
                filling.add(new Carton.Content(each.lineNo(), each.sku(), now, each.unit()));
                filled = filled.add(kilos(each).multiply(now));
                left = left.subtract(now);
            }
        }
        if (!filling.isEmpty()) {
            cartons.add(close(filling, filled, carrier));
        }
        return List.copyOf(cartons);
    }

    private Carton close(List<Carton.Content> contents, BigDecimal kilos, String carrier) {
        String sscc = CheckDigit.append("10614141%09d".formatted(books.next("sscc", 1)));
        BigDecimal gross = kilos.add(TARE_KG).setScale(3, RoundingMode.HALF_UP);
        return new Carton(sscc, gross, carrier, carriers.book(carrier), List.copyOf(contents));
    }

    private BigDecimal kilos(Carton.Content content) {
        return world.item(content.sku()).orElseThrow().weightKg();
    }
}
