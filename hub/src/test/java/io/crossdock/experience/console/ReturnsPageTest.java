package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Return;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.process.returns.ReturnAnswer;
import io.crossdock.process.returns.ReturnRequest;
import io.crossdock.process.returns.Returns;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A return is seen, decided and explained by people. */
class ReturnsPageTest extends ConsoleScene {

    private static int keys;

    @Autowired
    Returns returns;

    private ReturnNumber asked() {
        jdbc.sql("UPDATE ordering.order_line SET shipped = base WHERE order_number = :order AND shipped = 0")
                .param("order", Seeds.DELIVERED.value()).update();
        String key = "console-" + ++keys;
        String account = jdbc.sql("SELECT account FROM ordering.orders WHERE number = :order")
                .param("order", Seeds.DELIVERED.value()).query(String.class).single();
        int line = jdbc.sql("SELECT min(line_no) FROM ordering.order_line WHERE order_number = :order")
                .param("order", Seeds.DELIVERED.value()).query(Integer.class).single();
        ReturnAnswer answer = returns.request(new ReturnRequest(Seeds.DELIVERED, Optional.of("R-" + key),
                List.of(new ReturnRequest.Line(line, BigDecimal.ONE, Optional.empty(), Return.Reason.UNWANTED,
                        Optional.of("ordered twice")))), new AccountId(account), new Incoming("console-test", key,
                                "application/json", key.getBytes(StandardCharsets.UTF_8), "consumer:test", "returns"));
        assertThat(answer).isInstanceOf(ReturnAnswer.Taken.class);
        ReturnNumber number = ((ReturnAnswer.Taken) answer).taken().number();
        // As if it were worth more than the policy lets through.
        jdbc.sql("UPDATE returns.rma SET state = 'requested', arrive_by = NULL WHERE number = :number")
                .param("number", number.value()).update();
        return number;
    }

    @Test
    void aWaitingReturnIsAnExceptionAndAuthorisedOnItsPage() {
        ReturnNumber number = asked();
        Person kim = new Person("kim");
        String page = "/console/returns/" + number;
        assertThat(kim.page("/console/returns?state=requested")).contains(page, "Waits for a yes or no");
        assertThat(kim.page("/console/exceptions")).contains("Returns wait for a yes or no");
        assertThat(kim.page("/console/orders/" + Seeds.DELIVERED)).contains(page, "Return " + number + " was asked for");
        assertThat(kim.page(page)).contains("Authorise", "Refuse", "ordered twice", "Order " + Seeds.DELIVERED);
        assertThat(new Person("lee").page(page)).doesNotContain("Authorise</button>");

        assertThat(kim.post(page + "/authorise", "x=1", page).body()).contains("The goods may come.", "the return lapses");
        assertThat(kim.post(page + "/authorise", "x=1", "/console/exceptions").body())
                .contains("Somebody has done that before.");
    }

    @Test
    void aRefusalNeedsAReasonThatTheBuyerReads() {
        ReturnNumber number = asked();
        Person kim = new Person("kim");
        String page = "/console/returns/" + number;
        assertThat(kim.post(page + "/refuse", "why=+", page).body()).contains("a refusal needs a reason");
        assertThat(kim.post(page + "/refuse", "why=Worn", page).body()).contains("The return is refused: Worn");
        assertThat(returns.find(number).orElseThrow().state()).isEqualTo(Return.State.REFUSED);
        assertThat(kim.get("/console/returns/RMA-999999").statusCode()).isEqualTo(404);
    }
}
