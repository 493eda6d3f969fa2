package io.crossdock.experience.edi.x12;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.experience.edi.x12.Fault.Severity;
import io.crossdock.experience.edi.x12.Understood.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BentEnvelopeTest {

    @Test
    void aGoodInterchangeHasNoFaults() {
        Interchange interchange = Sample.one(Sample.text());
        assertThat(interchange.allFaults()).isEmpty();
        assertThat(Sample.check(interchange)).extracting(Understood::verdict)
                .containsExactly(Verdict.ACCEPTED, Verdict.ACCEPTED);
        assertThat(Sample.functional(Sample.text())).isEqualTo("""
                AK1*PO*7
                AK2*850*0001
                AK5*A
                AK2*850*0002
                AK5*A
                AK9*A*2*2*2""");
        assertThat(Sample.ta1(Sample.text())).isEqualTo("TA1*000000042*260901*0815*A*000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "~\n", "~\r\n", "\n", "\r\n", "'", "\u001C", "~\n\n   \t", "|"})
    void anyTerminatorIsRead(String terminator) {
        String text = String.join(terminator, Sample.lines()) + terminator;
        assertGood(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"|:", "\u001D\u001F", "^>", "+:", "\t!"})
    void anyElementSeparatorIsRead(String pair) {
        assertGood(Sample.text().replace('>', pair.charAt(1)).replace('*', pair.charAt(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00EF\u00BB\u00BF", "  \r\n\t", "\n\n\n"})
    void whatStandsBeforeTheFirstInterchangeIsSkipped(String before) {
        assertGood(before + Sample.text() + "\r\n\u001A");
    }

    @Test
    void theLastTerminatorMayBeMissing() {
        String text = Sample.text();
        assertGood(text.substring(0, text.length() - 1));
        String lines = String.join("\n", Sample.lines());
        assertGood(lines);
        assertGood(lines + "\r");
    }

    @Test
    void lowerCaseIdentifiersAreRead() {
        String text = Sample.text().replace("ISA*", "isa*").replace("GS*", "gs*").replace("~ST*", "~st*")
                .replace("PO1*", "po1*");
        assertGood(text);
    }

    @Test
    void severalInterchangesWithDifferentDelimitersAreRead() {
        String second = Sample.text().replace('*', '|').replace("000000042", "000000043").replace('~', '\n');
        Reading reading = Sample.read(Sample.text() + "\n" + second);
        assertThat(reading.faults()).isEmpty();
        assertThat(reading.interchanges()).hasSize(2).allSatisfy(one -> assertThat(one.allFaults()).isEmpty());
        assertThat(reading.interchanges().get(1).control()).isEqualTo("000000043");
        assertThat(reading.interchanges().get(1).offset()).isEqualTo(Sample.text().length() + 1);
    }

    @Test
    void acknowledgmentsBeforeTheFirstGroupAreKept() {
        List<String> lines = new ArrayList<>(Sample.lines());
        lines.add(1, "TA1*000000009*260901*0815*A*000");
        Interchange interchange = Sample.one(Sample.text(lines));
        assertThat(interchange.allFaults()).isEmpty();
        assertThat(interchange.acknowledgments()).extracting(segment -> segment.element(1))
                .containsExactly("000000009");
    }

    @Test
    void aFifthReleaseDeclaresItsRepetitionSeparator() {
        String text = Sample.text().replace("*U*00401*", "*^*00501*").replace("*004010", "*005010");
        assertThat(Sample.one(text).delimiters()).isEqualTo(new Delimiters('*', '>', '^', '~'));
        assertGood(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "ISA*00*          *00;ISA*00*         *00;011;E",
            "*ZZ*BUYER          *;*ZZ*BUYER*;006;E",
            "*ZZ*CROSSDOCK      *;*ZZ*CROSSDOCK           *;008;E",
            "*ZZ*BUYER          *;*Z*BUYER          *;005;E",
            "*ZZ*BUYER          *;*ZZ*               *;006;R",
            "*ZZ*CROSSDOCK      *;*ZZ*               *;008;R",
            "*260901*0815*U;*261301*0815*U;014;E",
            "*260901*0815*U;*260901*2515*U;015;E",
            "*U*00401*;*U*99999*;017;E",
            "*000000042*0*P*>;*00000004A*0*P*>;018;R",
            "*000000042*0*P*>;*000000042*7*P*>;019;E",
            "*000000042*0*P*>;*000000042*0*X*>;020;E",
            "*0*P*>~GS;*0*P~GS;027;E",
            "*0*P*>~GS;*0*P*~GS;027;E",
            "*0*P*>~GS;*0*P*>>>~GS;027;E"})
    void aBentHeaderIsReadAndAnsweredWithItsCode(String good, String bent, String code, String verdict) {
        String text = Sample.text().replace(good, bent);
        assertThat(text).isNotEqualTo(Sample.text());
        Interchange interchange = Sample.one(text);
        assertThat(interchange.faults()).extracting(Fault::code).contains(code);
        assertThat(Sample.ta1(text)).endsWith("*" + verdict + "*" + code);
        assertThat(interchange.groups().getFirst().sets()).hasSize(2);
        assertThat(interchange.isRejected()).isEqualTo(verdict.equals("R"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "IEA;IEA*1*000000043;001;E",
            "IEA;IEA*3*000000042;021;E",
            "IEA;IEA*x*000000042;021;E"})
    void aBentInterchangeTrailerIsAnsweredWithItsCode(String start, String line, String code, String verdict) {
        assertThat(Sample.ta1(Sample.text(Sample.with(start, line)))).endsWith("*" + verdict + "*" + code);
    }

    @Test
    void aMissingInterchangeTrailerIsReportedAndTheCompleteSetsStand() {
        String text = Sample.text(Sample.without("IEA"));
        assertThat(Sample.ta1(text)).endsWith("*E*023");
        assertThat(Sample.check(Sample.one(text))).extracting(Understood::verdict)
                .containsOnly(Verdict.ACCEPTED);
        Reading two = Sample.read(text + Sample.text());
        assertThat(two.interchanges()).hasSize(2);
        assertThat(two.interchanges().get(1).allFaults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "GE;GE*3*7;AK9*E*3*2*2*5",
            "GE;GE*2*8;AK9*E*2*2*2*4",
            "GS;GS*PO*BUYER*CROSSDOCK*20260901*0815*7*X*9;AK9*R*2*2*0*2"})
    void aBentGroupIsAnsweredWithItsCode(String start, String line, String answer) {
        assertThat(Sample.functional(Sample.text(Sample.with(start, line)))).endsWith(answer);
    }

    @Test
    void aMissingGroupTrailerIsAnsweredWithItsCode() {
        assertThat(Sample.functional(Sample.text(Sample.without("GE")))).endsWith("AK9*E*2*2*2*3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "SE;SE*99*0001;4",
            "SE;SE**0001;4",
            "SE;SE*12*0009;3",
            "ST;ST*850;7",
            "ST;ST**0001;6",
            "ST;ST*999*0001;1"})
    void oneBadSetNeverFailsTheOther(String start, String line, String code) {
        String text = Sample.text(Sample.with(start, line));
        List<Understood> sets = Sample.check(Sample.one(text));
        assertThat(sets).extracting(Understood::verdict).containsOnlyOnce(Verdict.ACCEPTED);
        assertThat(sets.stream().flatMap(set -> set.faults().stream())).extracting(Fault::code).contains(code);
        assertThat(Sample.functional(text)).contains("AK5*R*").contains("AK5*A").contains("AK9*P*2*2*1");
    }

    @Test
    void aControlNumberUsedTwiceInAGroupRefusesTheSecondSet() {
        String text = Sample.text().replace("*0002~", "*0001~");
        assertThat(Sample.functional(text)).endsWith("AK5*A\nAK2*850*0001\nAK5*R*23\nAK9*P*2*2*1");
    }

    @Test
    void aMissingSetTrailerNeverFailsTheNextSet() {
        String text = Sample.text(Sample.without("SE"));
        assertThat(Sample.functional(text)).contains("AK5*R*2\nAK2*850*0002\nAK5*A").endsWith("AK9*P*2*2*1");
    }

    @Test
    void segmentsOutsideOfAnySetAreReportedWithTheirPlace() {
        List<String> lines = new ArrayList<>(Sample.lines());
        lines.add(1, "XYZ*1");
        Interchange interchange = Sample.one(Sample.text(lines));
        assertThat(interchange.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("024");
            assertThat(fault.severity()).isEqualTo(Severity.ERROR);
            assertThat(fault.place().segment()).isEqualTo(2);
            assertThat(fault.place().offset()).isEqualTo(Sample.lines().getFirst().length() + 1);
        });
        assertThat(interchange.groups().getFirst().sets()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n", "hello", "ISA", "ISA*00*short~", "UNB+UNOA:1+A+B", "{\"not\":\"edi\"}",
            "ISAAAAAAAAAAAAAAAA", "ISA   00    ", "ISA***************************",
            "ISA*ISA*ISA*ISA*ISA*ISA*ISA*ISA*ISA*ISA*ISA*ISA*ISA*ISA*ISA*ISA*ISA*ISA*ISA*"})
    void whatIsNoInterchangeIsAFaultWithAPlace(String text) {
        Reading reading = Sample.read(text);
        assertThat(reading.isUnreadable()).isTrue();
        assertThat(reading.faults()).isNotEmpty();
    }

    @Test
    void limitsRefuseInsteadOfTruncating() {
        Limits small = new Limits(100_000, 10, 100, 5);
        Reading reading = new X12Reader(small).read(Sample.text().getBytes());
        assertThat(reading.interchanges().getFirst().isRejected()).isTrue();
        assertThat(reading.interchanges().getFirst().faults().getFirst().code()).isEqualTo("022");
        assertThat(new X12Reader(new Limits(10, 1, 1, 1)).read(Sample.text().getBytes()).isUnreadable()).isTrue();
    }

    private static void assertGood(String text) {
        Interchange interchange = Sample.one(text);
        assertThat(interchange.allFaults()).isEmpty();
        assertThat(interchange.groups()).singleElement().satisfies(group -> assertThat(group.sets()).hasSize(2));
        assertThat(Sample.check(interchange)).allSatisfy(set -> assertThat(set.faults()).isEmpty());
    }
}
