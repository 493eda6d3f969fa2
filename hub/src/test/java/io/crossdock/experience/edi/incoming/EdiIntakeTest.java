package io.crossdock.experience.edi.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.experience.edi.incoming.EdiDoor.Outcome;
import io.crossdock.experience.edi.maps.StaediReading;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.Parked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdiIntakeTest {

    @TempDir
    Path directory;

    private EdiHub edi;

    @BeforeEach
    void open() throws IOException {
        edi = new EdiHub(directory);
    }

    @AfterEach
    void close() {
        edi.close();
    }

    @Test
    void everyInterchangeIsAnsweredAndGoodSetsGoOnBesideBadOnes() throws Exception {
        String bad = interchange(42, "PO-1").replace("SE*6*0001", "SE*9*0001");
        edi.send(bad.replace("GE*1*42", set("0002", "PO-2") + "GE*2*42"));
        await().until(() -> edi.delivered().size() == 1);
        String answer = edi.delivered().getFirst();
        assertThat(answer).contains("ISA*00*          *00*          *ZZ*CROSSDOCK      *ZZ*BUILDWELL      *",
                "AK1*PO*42~AK2*850*0001~AK5*R*4~AK2*850*0002~AK5*A~AK9*P*2*2*1~");
        assertThat(StaediReading.faults(answer)).isEmpty();
        assertThat(received()).containsExactly("PO-2");
        assertThat(edi.hub().get(Journal.class).parked()).isEmpty();
    }

    @Test
    void anHonestResendIsAnsweredAgainAndOrdersNothingTwice() {
        UUID first = edi.send(interchange(42, "PO-1")).getFirst().id();
        await().until(() -> edi.delivered().size() == 1);
        EdiDoor.Arrival again = edi.send(interchange(42, "PO-1")).getFirst();
        assertThat(again.outcome()).isEqualTo(Outcome.REPEATED);
        assertThat(again.id()).isEqualTo(first);
        await().until(() -> sends().size() == 2);
        assertThat(sends()).containsExactlyInAnyOrder("997:buildwell:000000042", "997:buildwell:000000042#1");
        assertThat(received()).containsExactly("PO-1");
    }

    @Test
    void theSameSetInANewInterchangeIsAnsweredAndNotOrderedAgain() {
        edi.send(interchange(42, "PO-1"));
        await().until(() -> edi.delivered().size() == 1);
        edi.send(interchange(42, "PO-1").replace("000000042", "000000043"));
        await().until(() -> edi.delivered().size() == 2);
        assertThat(edi.delivered().get(1)).contains("AK9*A*1*1*1");
        assertThat(received()).containsExactly("PO-1");
        assertThat(states()).containsExactly("read", "repeated");
    }

    @Test
    void aReusedControlNumberIsAConflictForPeopleAndRefusedToThePartner() {
        edi.send(interchange(42, "PO-1"));
        await().until(() -> edi.delivered().size() == 1);
        EdiDoor.Arrival second = edi.send(interchange(42, "PO-9")).getFirst();
        assertThat(second.outcome()).isEqualTo(Outcome.CONFLICT);
        await().until(() -> edi.delivered().size() == 2);
        assertThat(edi.hub().jdbc().sql("SELECT count(*) FROM inbox.conflict").query(Long.class).single()).isEqualTo(1);
        assertThat(edi.delivered().get(1)).contains("TA1*000000042*261120*0900*R*025~IEA*0*");
        assertThat(received()).containsExactly("PO-1");
    }

    @Test
    void anUnknownPartnerIsKeptAndGoesOnOnceItsProfileIsMended() throws IOException {
        String text = interchange(42, "PO-1").replace("BUILDWELL      ", "STRANGER       ");
        edi.send(text);
        Journal journal = edi.hub().get(Journal.class);
        await().until(() -> journal.parked().size() == 1);
        Parked parked = journal.parked().getFirst();
        assertThat(parked.code()).isEqualTo("edi-partner-unknown");
        assertThat(parked.reason()).contains("ZZ/STRANGER");
        edi.landscape().write("partners/stranger.yaml", """
                id: stranger
                theirs: {qualifier: ZZ, id: STRANGER, group: STRANGER}
                ours: {qualifier: ZZ, id: CROSSDOCK, group: CROSSDOCK}
                versions: ["005010"]
                account: A-1007
                delivery: {folder: %s}
                separators: {element: "|", component: ":", segment: "'"}
                """.formatted(edi.out()));
        edi.landscapes().refresh();
        assertThat(journal.release(parked.subscription(), parked.fact().position())).isTrue();
        await().until(() -> edi.delivered().size() == 1);
        assertThat(edi.delivered().getFirst()).contains("*^*00501*".replace('*', '|'), "AK9|A|1|1|1'");
        assertThat(received()).containsExactly("PO-1");
    }

    @Test
    void anInterchangeForSomebodyElseIsRefused() {
        edi.send(interchange(42, "PO-1").replace("CROSSDOCK      ", "SOMEBODY       "));
        await().until(() -> edi.delivered().size() == 1);
        assertThat(edi.delivered().getFirst()).contains("*R*009~").doesNotContain("AK1");
        assertThat(received()).isEmpty();
    }

    @Test
    void aTa1ComesWhenItIsAskedForOrNeeded() {
        edi.send(interchange(42, "PO-1").replace("*0*T*>", "*1*T*>"));
        edi.send(interchange(43, "PO-2").replace("IEA*1*", "IEA*2*"));
        await().until(() -> edi.delivered().size() == 4);
        assertThat(edi.delivered().get(0)).contains("TA1*000000042*261120*0900*A*000~IEA*0*000000001~");
        assertThat(edi.delivered().get(1)).contains("AK9*A*1*1*1~");
        assertThat(edi.delivered().get(2)).contains("TA1*000000043*261120*0900*E*021~IEA*0*000000003~");
        assertThat(edi.delivered().get(3)).contains("AK9*A*1*1*1~");
    }

    @Test
    void controlNumbersHaveNoGapsAndNoRepetitions() {
        for (int number = 1; number <= 30; number++) {
            edi.send(interchange(number, "PO-" + number));
        }
        await().until(() -> edi.delivered().size() == 30);
        assertThat(edi.delivered()).extracting(text -> Integer.parseInt(text.substring(90, 99)))
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, 30).boxed().toList());
    }

    @Test
    void theirAnswerIsNotedAndARefusalIsShown() {
        edi.send(interchange(42, "PO-1"));
        await().until(() -> edi.delivered().size() == 1);
        edi.send(interchange(43, "x").replaceAll("GS\\*PO.*GE\\*1\\*43~", "GS*FA*BUILDWELL*CROSSDOCK*20261120*0900*43"
                + "*X*004010~ST*997*0001~AK1*FA*1~AK9*R*1*1*0~SE*4*0001~GE*1*43~"));
        Journal journal = edi.hub().get(Journal.class);
        await().until(() -> journal.parked().size() == 1);
        assertThat(journal.parked().getFirst().code()).isEqualTo("edi-document-refused");
        assertThat(edi.delivered()).hasSize(1);
    }

    private List<String> received() {
        return edi.hub().get(Journal.class).after(0).stream()
                .filter(fact -> fact.type().equals(ReceivedSets.ORDER_RECEIVED)).map(fact -> fact.subject()).toList();
    }

    private List<String> sends() {
        return edi.hub().jdbc().sql("SELECT business_key FROM effects.effect WHERE kind = 'edi.send' AND state = 'done'")
                .query(String.class).list();
    }

    private List<String> states() {
        return edi.hub().jdbc().sql("SELECT state FROM edi.transaction_set ORDER BY id").query(String.class).list();
    }

    private static String interchange(int control, String reference) {
        String number = "%09d".formatted(control);
        return "ISA*00*          *00*          *ZZ*BUILDWELL      *ZZ*CROSSDOCK      *261120*0900*U*00401*" + number
                + "*0*T*>~GS*PO*BUILDWELL*CROSSDOCK*20261120*0900*" + control + "*X*004010~" + set("0001", reference)
                + "GE*1*" + control + "~IEA*1*" + number + "~";
    }

    private static String set(String control, String reference) {
        return "ST*850*" + control + "~BEG*00*SA*" + reference + "**20261120~N1*ST*YARD*92*A-1007-1~"
                + "PO1*1*2*EA*5*PE*BP*BW-10001~CTT*1~SE*6*" + control + "~";
    }
}
