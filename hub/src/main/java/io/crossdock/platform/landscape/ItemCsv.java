package io.crossdock.platform.landscape;

import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads {@code items/<partner>.csv}: a header {@code buyerItem,sku[,unit]}, then one line per item. */
final class ItemCsv {

    private static final int MAX_LINES = 200_000;
    private static final String HINT = "buyerItem,sku or buyerItem,sku,unit";

    private final String file;
    private final Consumer<Mistake> mistakes;
    private final Map<String, Partner.ItemReference> items = new LinkedHashMap<>();

    private ItemCsv(String file, Consumer<Mistake> mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    static Map<String, Partner.ItemReference> read(String file, String content, Consumer<Mistake> mistakes) {
        ItemCsv csv = new ItemCsv(file, mistakes);
        List<String> lines = content.replace("\uFEFF", "").lines().toList();
        csv.header(lines.isEmpty() ? "" : lines.getFirst());
        if (lines.size() > MAX_LINES) {
            csv.wrong(MAX_LINES, "more than " + MAX_LINES + " lines", "");
        }
        for (int i = 1; i < Math.min(lines.size(), MAX_LINES); i++) {
            if (!lines.get(i).isBlank()) {
                csv.line(i + 1, cells(lines.get(i)));
            }
        }
        return csv.items;
    }

    private void header(String header) {
        List<String> cells = cells(header);
        if (!cells.equals(List.of("buyerItem", "sku"))
                && !cells.equals(List.of("buyerItem", "sku", "unit"))) {
            wrong(1, "the first line must name the columns", HINT);
        }
    }

    private void line(int number, List<String> cells) {
        if (cells.size() < 2 || cells.size() > 3 || cells.getFirst().isEmpty()
                || cells.getFirst().length() > 80) {
            wrong(number, "this line is no cross-reference", HINT);
            return;
        }
        Optional<Sku> sku = Sku.parse(cells.get(1));
        String unitCode = cells.size() == 3 ? cells.get(2) : "";
        Optional<Unit> unit = Unit.parse(unitCode);
        if (sku.isEmpty()) {
            wrong(number, "'" + cells.get(1) + "' is not an item number", "our own, such as CD-10042");
        }
        if (unit.isEmpty() && !unitCode.isEmpty()) {
            wrong(number, "'" + unitCode + "' is not a unit code", "UN/CEFACT Rec 20, such as EA or CS");
        }
        sku.map(found -> new Partner.ItemReference(cells.getFirst(), found, unit)).ifPresent(item -> {
            if (items.putIfAbsent(item.buyerItem(), item) != null) {
                wrong(number, "'" + item.buyerItem() + "' is given twice", "");
            }
        });
    }

    private void wrong(int line, String reason, String hint) {
        mistakes.accept(new Mistake(file, line, reason, hint));
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).map(ItemCsv::unquoted).toList();
    }

    private static String unquoted(String cell) {
        boolean quoted = cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"");
        return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
    }
}
