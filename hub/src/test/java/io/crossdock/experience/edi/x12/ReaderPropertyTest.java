package io.crossdock.experience.edi.x12;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Seeded: a failure names its seed, and {@code -Dseed=…} repeats it. */
class ReaderPropertyTest {

    private static final String SEPARATORS = "*|^+!:>\\\u001D\u001F~'\u001C\n#&=";
    private static final String TEXT = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcxyz0123456789-/.,";
    private static final int RUNS = 400;

    private final long seed = Long.getLong("seed", System.nanoTime());

    @Test
    void whatIsWrittenInAnyDelimitersIsReadBackTheSame() {
        for (int run = 0; run < RUNS; run++) {
            long runSeed = seed + run;
            Random random = new Random(runSeed);
            Envelope envelope = envelope(random);
            List<GroupDraft> groups = IntStream.range(0, 1 + random.nextInt(3))
                    .mapToObj(index -> group(random, index + 1)).toList();
            String text = new X12Writer(Dictionary.standard()).write(envelope, List.of(), groups);
            Reading reading = Sample.read(text);
            assertThat(reading.faults()).as("seed %d", runSeed).isEmpty();
            Interchange read = reading.interchanges().getFirst();
            assertThat(read.allFaults()).as("seed %d%n%s", runSeed, text).isEmpty();
            assertThat(contents(read)).as("seed %d", runSeed).isEqualTo(expected(groups));
        }
    }

    @Test
    void damagedPayloadsNeverThrowAndWhatIsRefusedHasAPlace() {
        for (int run = 0; run < RUNS * 5; run++) {
            long runSeed = seed + run;
            Random random = new Random(runSeed);
            byte[] bytes = damaged(random);
            Reading reading = new X12Reader(Limits.usual()).read(bytes);
            assertThat(reading.isUnreadable() && reading.faults().isEmpty()).as("seed %d", runSeed).isFalse();
            assertPlaces(reading.faults(), bytes.length, runSeed);
            for (Interchange interchange : reading.interchanges()) {
                assertPlaces(interchange.allFaults(), bytes.length, runSeed);
                answers(interchange).forEach(text -> assertThat(Sample.one(text).allFaults())
                        .as("seed %d%n%s", runSeed, text).isEmpty());
            }
        }
    }

    @Test
    void aTruncatedPayloadIsAlwaysReported() {
        String whole = Sample.text();
        for (int length = 0; length < whole.length() - 1; length++) {
            Reading reading = Sample.read(whole.substring(0, length));
            boolean reported = !reading.faults().isEmpty()
                    || reading.interchanges().stream().anyMatch(one -> !one.allFaults().isEmpty());
            assertThat(reported).as("cut at %d", length).isTrue();
        }
    }

    private static List<String> answers(Interchange interchange) {
        List<String> texts = new ArrayList<>();
        List<Understood> all = Sample.check(interchange);
        int from = 0;
        List<GroupDraft> groups = new ArrayList<>();
        for (Group group : interchange.groups()) {
            List<Understood> sets = all.subList(from, from + group.sets().size());
            from += group.sets().size();
            SetDraft answer = Acknowledger.functional(group, sets).set();
            groups.add(new GroupDraft("FA", groups.size() + 1L, List.of(answer)));
        }
        Draft acknowledgment = Acknowledger.interchange(interchange, List.of());
        Envelope envelope = new Envelope(new Party("ZZ", "HUB"), new Party("ZZ", "THEM"), "HUB", "THEM", "004010",
                false, Delimiters.usual(), "", 1, LocalDateTime.of(2026, 9, 1, 8, 15));
        texts.add(new X12Writer(Dictionary.standard()).write(envelope, List.of(acknowledgment), groups));
        return texts;
    }

    private static void assertPlaces(List<Fault> faults, int length, long runSeed) {
        assertThat(faults).as("seed %d", runSeed).allSatisfy(fault -> {
            assertThat(fault.place().offset()).isBetween(0, length);
            assertThat(fault.code()).isNotEmpty();
            assertThat(fault.sentence()).isNotEmpty();
        });
    }

    private static byte[] damaged(Random random) {
        byte[] bytes = Sample.text().getBytes(StandardCharsets.ISO_8859_1);
        for (int damage = 0; damage <= random.nextInt(6); damage++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
                case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                default -> bytes = spliced(bytes, at, random);
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, Random random) {
        int from = random.nextInt(bytes.length);
        int count = random.nextInt(Math.min(200, bytes.length - from) + 1);
        byte[] spliced = new byte[bytes.length + count];
        System.arraycopy(bytes, 0, spliced, 0, at);
        System.arraycopy(bytes, from, spliced, at, count);
        System.arraycopy(bytes, at, spliced, at + count, bytes.length - at);
        return spliced.length > 20_000 ? java.util.Arrays.copyOf(spliced, 20_000) : spliced;
    }

    private static Envelope envelope(Random random) {
        List<Character> pool = new ArrayList<>(SEPARATORS.chars().mapToObj(c -> (char) c).toList());
        java.util.Collections.shuffle(pool, random);
        boolean five = random.nextBoolean();
        Delimiters delimiters = new Delimiters(pick(pool, '\n'), pick(pool, '\n'), pick(pool, '\n'), pool.removeLast());
        String lineEnd = delimiters.terminator() != '\n' && delimiters.element() != '\n' && random.nextBoolean()
                ? "\r\n" : "";
        return new Envelope(new Party("ZZ", "HUB" + random.nextInt(1000)), new Party("14", "0073268795005"), "HUB",
                "THEM", five ? "005010" : "004010", random.nextBoolean(), delimiters, lineEnd,
                1 + random.nextInt(999_999_999), LocalDateTime.of(2026, 9, 1, 8, 15));
    }

    /** A line feed serves as a terminator only. */
    private static char pick(List<Character> pool, char never) {
        for (char c : List.copyOf(pool)) {
            if (c != never) {
                pool.remove(Character.valueOf(c));
                return c;
            }
        }
        throw new IllegalStateException();
    }

    private static GroupDraft group(Random random, int control) {
        List<SetDraft> sets = IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(index -> new SetDraft("850", body(random))).toList();
        return new GroupDraft("PO", control, sets);
    }

    private static List<Draft> body(Random random) {
        return IntStream.range(0, 1 + random.nextInt(12)).mapToObj(index -> Draft.of("MSG", text(random))).toList();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("x");
        for (int index = random.nextInt(40); index > 0; index--) {
            text.append(TEXT.charAt(random.nextInt(TEXT.length())));
        }
        return text.toString().strip();
    }

    private static List<List<String>> contents(Interchange interchange) {
        return interchange.groups().stream().flatMap(group -> group.sets().stream())
                .map(set -> set.segments().stream().filter(segment -> segment.id().equals("MSG"))
                        .map(segment -> segment.element(1)).toList()).toList();
    }

    private static List<List<String>> expected(List<GroupDraft> groups) {
        return groups.stream().flatMap(group -> group.sets().stream())
                .map(set -> set.body().stream().map(draft -> draft.elements().getFirst().getFirst()).toList()).toList();
    }
}
