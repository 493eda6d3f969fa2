package io.crossdock.process.story;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.landscape.Attention.Domain;
import io.crossdock.platform.landscape.Attention.Kind;
import java.util.List;
import java.util.Map;

/** Which sort of trouble something is, and whose. */
final class Kinds {

    /** The beginning of the name of an effect, a subscription or a code, and who answers for it. */
    private static final List<Map.Entry<String, Domain>> DOMAINS = List.of(Map.entry("order", Domain.ORDERS),
            Map.entry("edi", Domain.EDI), Map.entry("invoice", Domain.FINANCE), Map.entry("credit", Domain.FINANCE),
            Map.entry("return", Domain.ORDERS), Map.entry("leg", Domain.WAREHOUSE), Map.entry("warehouse", Domain.WAREHOUSE),
            Map.entry("stock", Domain.INVENTORY), Map.entry("inventory", Domain.INVENTORY),
            Map.entry("purchase", Domain.SUPPLIERS), Map.entry("supplier", Domain.SUPPLIERS),
            Map.entry("carrier", Domain.CARRIERS), Map.entry("tracking", Domain.CARRIERS),
            Map.entry("item", Domain.MASTER_DATA));

    private static final Map<String, Kind> CODES = Map.of("fault", Kind.TARGET_FAULT, "edi-document-refused",
            Kind.BUSINESS_REFUSAL, "not-shipped-yet", Kind.BAD_DATA, "order-state", Kind.BAD_DATA);

    private Kinds() {
    }

    /** Of a fact that is parked under a code. */
    static Kind ofCode(String code) {
        return CODES.getOrDefault(code, code.contains("unknown") ? Kind.UNKNOWN_REFERENCE : Kind.BAD_DATA);
    }

    /** By the first of some names that says it. */
    static Domain domain(String... names) {
        for (String name : names) {
            for (Map.Entry<String, Domain> each : DOMAINS) {
                if (name.startsWith(each.getKey())) {
                    return each.getValue();
                }
            }
        }
        return Domain.OPERATIONS;
    }

    static Domain domain(Effect effect) {
        return domain(effect.kind(), effect.target());
    }

    /** Of an invariant, by the words its catalogue uses. */
    static Domain ofInvariant(String owner) {
        return switch (owner) {
            case "order management" -> Domain.ORDERS;
            case "fulfilment" -> Domain.WAREHOUSE;
            case "EDI" -> Domain.EDI;
            default -> domain(owner.equals("finance") ? "invoice" : owner);
        };
    }
}
