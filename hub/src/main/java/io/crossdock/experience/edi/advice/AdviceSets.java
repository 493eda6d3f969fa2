package io.crossdock.experience.edi.advice;

import io.crossdock.experience.edi.advice.AdviceLines.Line;
import io.crossdock.experience.edi.advice.AdviceLines.Scheme;
import io.crossdock.experience.edi.maps.PartnerMaps;
import io.crossdock.experience.edi.maps.UnitCodes;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.landscape.Partner;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes transaction sets of lines, by the partner's own map where its profile names one. */
@Component
class AdviceSets {

    /** The key of a partner's own map; {@code 846} alone is that of what a warehouse sends. */
    private static final String MAP = "846-out";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);

    private final PartnerMaps maps;

    AdviceSets(PartnerMaps maps) {
        this.maps = maps;
    }

    /** What all sets of an advice have in common. */
    record Header(Due due, Partner partner, String seller, LocalDateTime at, int parts) {

        /** X12 846 BIA03, from part 1. */
        String name(int part) {
            return "%06d-%d".formatted(due.number(), part);
        }
    }

    /** @throws Indigestible {@code edi-map-failed} when only another map can help */
    PartnerMaps.Written write(Header header, int part, List<Line> lines) {
        return maps.write(MAP, content(header, part, lines), header.partner());
    }

    private static Map<String, Object> content(Header header, int part, List<Line> lines) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("purpose", header.due().extent().purpose());
        content.put("number", header.name(part));
        content.put("advice", "%06d".formatted(header.due().number()));
        content.put("part", String.valueOf(part));
        content.put("parts", String.valueOf(header.parts()));
        content.put("date", header.at().toLocalDate().toString());
        content.put("time", TIME.format(header.at()));
        content.put("seller", header.seller());
        List<Map<String, Object>> all = new ArrayList<>();
        for (Line line : lines) {
            all.add(line(all.size() + 1, line));
        }
        content.put("lines", all);
        return content;
    }

    private static Map<String, Object> line(int number, Line line) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("line", String.valueOf(number));
        List<Map<String, Object>> ids = new ArrayList<>();
        if (line.name().scheme() == Scheme.BUYER) {
            ids.add(Map.of("qualifier", "BP", "value", line.name().text()));
        }
        ids.add(Map.of("qualifier", "VP", "value", line.sku().value()));
        line.gtin().ifPresent(gtin -> qualifier(gtin.value()).ifPresent(qualifier ->
                ids.add(Map.of("qualifier", qualifier, "value", gtin.value()))));
        content.put("ids", ids);
        content.put("available", AdviceLines.plain(line.available()));
        content.put("unit", UnitCodes.toX12(line.unit().code()));
        content.put("later", line.later().stream().map(more -> Map.<String, Object>of("on", more.on().toString(),
                "quantity", AdviceLines.plain(more.quantity()))).toList());
        return content;
    }

    /** X12 235: UPC-A, EAN-13, GTIN-14. */
    private static Optional<String> qualifier(String gtin) {
        return switch (gtin.length()) {
            case 12 -> Optional.of("UP");
            case 13 -> Optional.of("EN");
            case 14 -> Optional.of("UK");
            default -> Optional.empty();
        };
    }
}
