package io.crossdock.process.story;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;

/** What effects are about, in business words. */
public final class EffectWords {

    private EffectWords() {
    }

    /** The thing itself: {@code the order}, {@code shipment SO-100001-1}. */
    public static String thing(Effect effect) {
        return switch (effect.kind()) {
            case "order.post" -> "the order";
            case "leg.release" -> "shipment " + effect.businessKey();
            case "purchase.order" -> "the purchase order for " + effect.businessKey();
            case "invoice.post" -> "the invoice for " + effect.businessKey();
            case "credit.post" -> "the credit for return " + effect.businessKey();
            case "return.announce" -> "the announcement of return " + effect.businessKey();
            case "return.withdraw" -> "the withdrawal of return " + effect.businessKey();
            case "order.amend" -> "the change of " + effect.orderingKey();
            case "order.withdraw" -> "the cancellation of " + effect.businessKey();
            case "leg.cancel" -> "the cancellation of " + effect.businessKey();
            case "edi.order" -> "the EDI order " + effect.orderingKey().substring(effect.orderingKey().lastIndexOf(':') + 1);
            case "webhook.deliver" -> "the event " + effect.request().path("body").path("type").asString("") + " of "
                    + effect.request().path("body").path("subject").asString("");
            default -> document(effect);
        };
    }

    /** How it stands, in two or three words. */
    public static String state(EffectState state) {
        return switch (state) {
            case READY -> "waiting";
            case SENDING -> "under way";
            case DONE -> "done";
            case REFUSED -> "refused";
            case IN_DOUBT -> "asking whether it is done";
            case PARKED -> "needs a person";
            case SKIPPED -> "will not be done";
            case COMPENSATED -> "undone";
        };
    }

    /** What is asked of the target: {@code Book the order in the ERP}. */
    public static String task(Effect effect, Names names) {
        String target = names.of(effect.target());
        return switch (effect.kind()) {
            case "order.post" -> "Book the order in " + target;
            case "leg.release" -> "Have " + target + " ship " + effect.businessKey();
            case "purchase.order" -> "Buy " + effect.businessKey() + " from " + target;
            case "invoice.post" -> "Have " + target + " invoice " + effect.businessKey();
            case "credit.post" -> "Have " + target + " credit return " + effect.businessKey();
            case "return.announce" -> "Tell " + target + " that return " + effect.businessKey() + " may come";
            case "return.withdraw" -> "Tell " + target + " that return " + effect.businessKey() + " will not come";
            case "order.amend" -> effect.request().path("added").isEmpty()
                    ? "Cancel in " + target + " what is not wanted any more"
                    : "Have " + target + " add what is wanted besides, and cancel what is not";
            case "order.withdraw" -> "Cancel " + effect.businessKey() + " in " + target + ", which has the order twice";
            case "leg.cancel" -> "Ask " + target + " to give " + effect.businessKey() + " back";
            case "edi.order" -> "Take " + thing(effect);
            case "webhook.deliver" -> "Tell " + target + " " + thing(effect);
            default -> "Send " + document(effect) + " to " + target;
        };
    }

    /** For the picture. */
    static String label(Effect effect) {
        return switch (effect.kind()) {
            case "order.post" -> "book";
            case "leg.release" -> "release";
            case "purchase.order" -> "purchase";
            case "invoice.post" -> "invoice";
            case "credit.post" -> "credit";
            case "return.announce" -> "announce";
            case "return.withdraw" -> "withdraw return";
            case "order.amend" -> "amend";
            case "order.withdraw" -> "withdraw";
            case "leg.cancel" -> "call off";
            default -> effect.kind().startsWith("edi.") ? effect.businessKey().split(":", 2)[0] : effect.kind();
        };
    }

    /** Documents to partners are called {@code 855:buildwell:SO-100001}: kind, partner, what it is about. */
    private static String document(Effect effect) {
        String[] parts = effect.businessKey().split(":", 3);
        if (!effect.kind().startsWith("edi.") || parts.length < 3) {
            return effect.kind().replace('.', ' ').replace('_', ' ') + " " + effect.businessKey();
        }
        return switch (parts[0]) {
            case "855" -> "the order confirmation (EDI 855) for " + parts[2];
            case "865" -> "the answer to a change (EDI 865) of the order";
            case "856" -> "the shipping notice (EDI 856) for " + parts[2];
            case "810" -> "the invoice (EDI 810) for " + parts[2];
            case "846" -> "the inventory advice (EDI 846) " + parts[2];
            case "997" -> "the acknowledgement (EDI 997) of " + parts[2];
            default -> "EDI " + parts[0] + " " + parts[2];
        };
    }
}
