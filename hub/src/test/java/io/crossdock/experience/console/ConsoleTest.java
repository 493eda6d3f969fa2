package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConsoleTest extends ConsoleScene {

    private Person kim() {
        return new Person("kim");
    }

    @Test
    void theDayIsSeenAtAGlance() {
        String page = kim().page("/console");

        assertThat(page).contains("orders accepted", "need a person", "Warehouse ATL").contains("Takes no calls");
    }

    @Test
    void anOrderIsFoundByAnyNumber() {
        Person kim = kim();
        for (String number : new String[] {"SO-100001", "so-100001", "100001", "PO-7781", "E-500001", "SO-100001-2",
            Seeds.TRACKING, Seeds.SSCC, "(00) " + Seeds.SSCC, "INV-700001"}) {
            assertThat(kim.page("/console/orders?q=" + encoded(number))).as(number).contains("<h1>SO-100001</h1>");
        }
    }

    @Test
    void theBeginningOfANumberListsOrders() {
        assertThat(kim().page("/console/orders?q=PO-779")).contains("SO-100002", "SO-100003", "buyer's reference");
    }

    @Test
    void aNumberThatNobodyHasSaysWhatToTry() {
        assertThat(kim().page("/console/orders?q=" + encoded("<script>x</script>")))
                .contains("No order has the number", "&lt;script&gt;").doesNotContain("<script>x");
    }

    @Test
    void ordersArePagedNewestFirst() {
        Person kim = kim();
        String first = kim.page("/console/orders");
        Matcher older = Pattern.compile("href=\"(/console/orders\\?before=[^\"]+)\"").matcher(first);
        assertThat(first).contains("SO-100006").doesNotContain("SO-100069");
        assertThat(older.find()).isTrue();

        assertThat(kim.page(older.group(1))).contains("SO-100069").doesNotContain("SO-100006");
    }

    @Test
    void filtersAreLinks() {
        Person kim = kim();

        assertThat(kim.page("/console/orders?view=trouble")).contains("SO-100004", "SO-100003").doesNotContain("SO-100001<");
        assertThat(kim.page("/console/orders?view=backordered")).contains("SO-100005").doesNotContain("SO-100004");
        assertThat(kim.page("/console/orders?view=waiting&channel=edi")).contains("No order is in this list");
        assertThat(kim.page("/console/orders?view=nonsense&before=nonsense")).contains("SO-100006");
    }

    @Test
    void anOrderTellsItsWholeStory() {
        String page = kim().page("/console/orders/SO-100001");

        assertThat(page).contains("complete: all 2 shipments left and delivered, invoiced in full with INV-700001 and "
                + "INV-700002 (311.27 USD)");
        assertThat(page).contains("Book the order in the ERP: done in 84 ms, as E-500001.",
                "call 1, the answer was lost", "it has, as NF-90001", "Warehouse ATL is picking SO-100001-1.",
                "signed by R. Alvarez", "Invoice INV-700001 over 161.89 USD");
        assertThat(page).contains("<svg", "Supplier Northforge", "Finance", "Carrier Northway");
    }

    @Test
    void anOrderThatWaitsSaysForWhomAndSinceWhen() {
        assertThat(kim().page("/console/orders/SO-100002"))
                .contains("waits for the ERP, which has not answered since", "12 calls in 11 min", "so far");
    }

    @Test
    void payloadsAreShownWithoutTheirSecrets() {
        Person kim = kim();
        String order = kim.page("/console/orders/SO-100001");
        Matcher message = Pattern.compile("/console/messages/[0-9a-f-]{36}").matcher(order);
        Matcher effect = Pattern.compile("/console/effects/[0-9a-f-]{36}").matcher(order);
        assertThat(message.find() && effect.find()).isTrue();

        assertThat(kim.page(message.group())).contains("As it came", "As it was understood").doesNotContain("k-secret");
        assertThat(kim.page(effect.group())).contains("What is asked").doesNotContain("k-secret");
        assertThat(kim.page("/console/facts/1")).contains("What it says");
    }

    @Test
    void whatNeedsAPersonIsGroupedByCauseWithItsFixes() {
        String page = kim().page("/console/exceptions");

        assertThat(page).contains("The ERP said no", "Account A-1001 is on hold", "311.27 USD", "Do not do it");
        assertThat(page).contains("An EDI message came from a partner whom nobody knows", "Try again");
    }

    @Test
    void aFixSaysWhatItWillDoAndDoesItOnce() {
        Person kim = kim();
        Effect refused = effects.effect("erp", "order.post", Seeds.REFUSED_TO_SKIP.value()).orElseThrow();
        String skip = "/console/effects/" + refused.id() + "/skip";
        assertThat(kim.page(skip)).contains("will not be sent to the ERP", "The order stays held");
        assertThat(kim.post(skip, "text=", skip).body()).contains("Please fill this in");

        assertThat(kim.post(skip, "text=booked+on+paper", skip).body()).contains("Noted: the order will not be sent");

        assertThat(effects.effect(refused.id()).map(Effect::state)).contains(EffectState.SKIPPED);
        assertThat(kim.get(skip).statusCode()).isEqualTo(404);
        assertThat(kim.page("/console/orders/SO-100007"))
                .contains("Kim decided that the order shall not be done: booked on paper");
    }

    @Test
    void whatIsKnownToBeDoneIsConfirmedUnderItsNumber() {
        Person kim = kim();
        Effect doubted = effects.effect("erp", "order.post", Seeds.DOUBTED_TO_CONFIRM.value()).orElseThrow();
        String confirm = "/console/effects/" + doubted.id() + "/confirm";

        assertThat(kim.post(confirm, "text=E-500077", confirm).body()).contains("is done at the ERP as E-500077");

        assertThat(effects.effect(doubted.id()).flatMap(Effect::reference)).contains("E-500077");
    }

    @Test
    void aParkedFactIsReleased() {
        Person kim = kim();
        long position = journal.parked().getFirst().fact().position();
        String release = "/console/facts/" + position + "/release?subscription=edi-intake";
        assertThat(kim.page(release)).contains("Mend the cause first");

        assertThat(kim.post(release, "", release).body()).contains("It is being read again");

        assertThat(journal.parked().getFirst().nextAttemptAt()).isPresent();
    }

    @Test
    void aSystemIsPausedAndResumed() {
        Person kim = kim();
        assertThat(kim.page("/console/systems/wms-rno/pause")).contains("Orders are still accepted");

        assertThat(kim.post("/console/systems/wms-rno/pause", "", "/console/systems/wms-rno/pause").body())
                .contains("Paused by Kim");
        assertThat(kim.post("/console/systems/wms-rno/resume", "", "/console/systems/wms-rno/resume").body())
                .doesNotContain("Paused by Kim");
    }

    @Test
    void whoMayOnlyLookIsOfferedNothingAndRefused() {
        Person lee = new Person("lee");
        Effect parked = effects.effect("erp", "order.post", Seeds.PARKED.value()).orElseThrow();
        assertThat(lee.page("/console/exceptions")).doesNotContain("/resend");

        assertThat(lee.post("/console/effects/" + parked.id() + "/resend", "", "/console").statusCode()).isEqualTo(403);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        Effect parked = effects.effect("erp", "order.post", Seeds.PARKED.value()).orElseThrow();

        assertThat(kim().send(HttpRequest.newBuilder(URI.create(address("/console/effects/" + parked.id() + "/resend")))
                .POST(BodyPublishers.noBody()).build()).statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsNotThereIsAPageWithAWayOn() {
        Person kim = kim();

        assertThat(kim.get("/console/orders/SO-999999").statusCode()).isEqualTo(404);
        assertThat(kim.get("/console/orders/SO-999999").body()).contains("There is no order SO-999999");
        assertThat(kim.get("/console/messages/nonsense").statusCode()).isEqualTo(404);
        assertThat(kim.get("/console/effects/00000000-0000-0000-0000-000000000000").statusCode()).isEqualTo(404);
    }

    @Test
    void stylesAndScriptsMayBeKeptByBrowsers() {
        Person kim = kim();
        Matcher style = Pattern.compile("href=\"(/console/assets/console.css\\?v=[0-9a-f]+)\"").matcher(kim.page("/console"));
        assertThat(style.find()).isTrue();

        assertThat(kim.get(style.group(1)).headers().firstValue("cache-control").orElse("")).contains("max-age=31536000");
        assertThat(kim.get("/webjars/htmx.org/dist/htmx.min.js").statusCode()).isEqualTo(200);
    }
}
