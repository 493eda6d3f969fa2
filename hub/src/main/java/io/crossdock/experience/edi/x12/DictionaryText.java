package io.crossdock.experience.edi.x12;

import io.crossdock.experience.edi.x12.ElementRule.Composite;
import io.crossdock.experience.edi.x12.ElementRule.Simple;
import io.crossdock.experience.edi.x12.ElementRule.Type;
import io.crossdock.experience.edi.x12.SegmentRule.Condition;
import io.crossdock.experience.edi.x12.SegmentRule.Relation;
import io.crossdock.experience.edi.x12.SegmentRule.Use;
import io.crossdock.experience.edi.x12.SetRule.Item;
import io.crossdock.experience.edi.x12.SetRule.LoopUse;
import io.crossdock.experience.edi.x12.SetRule.SegmentUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Parses the dictionary files; their notation is explained in their first lines. */
final class DictionaryText {

    private final Map<String, ElementRule> elements = new HashMap<>();
    private final Map<String, SegmentRule> segments = new HashMap<>();
    private final Map<String, SetRule> sets = new HashMap<>();

    private DictionaryText() {}

    static Dictionary parse(List<String> elementLines, List<String> segmentLines, List<String> setLines) {
        DictionaryText text = new DictionaryText();
        List<String> simple = elementLines.stream().filter(line -> !line.startsWith("C")).toList();
        content(simple).forEach(text::element);
        content(elementLines).filter(words -> words.getFirst().startsWith("C")).forEach(text::composite);
        content(segmentLines).forEach(text::segment);
        text.setLines(setLines);
        return new Dictionary(text.segments, text.sets);
    }

    private static java.util.stream.Stream<List<String>> content(List<String> lines) {
        return lines.stream().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> List.of(line.split("\\s+")));
    }

    private void element(List<String> words) {
        int reference = Integer.parseInt(words.getFirst());
        Set<String> codes = new HashSet<>(words.subList(4, words.size()));
        elements.put(words.getFirst(), new Simple(
                reference, type(words.get(1)), Integer.parseInt(words.get(2)), Integer.parseInt(words.get(3)), codes));
    }

    private static Type type(String word) {
        return switch (word) {
            case "AN" -> Type.TEXT;
            case "ID" -> Type.CODE;
            case "N0", "N2" -> Type.INTEGER;
            case "R" -> Type.DECIMAL;
            case "DT" -> Type.DATE;
            case "TM" -> Type.TIME;
            default -> throw new IllegalStateException("unknown element type " + word);
        };
    }

    private void composite(List<String> words) {
        List<Simple> components = words.stream().skip(1).map(this::rule).map(Simple.class::cast).toList();
        elements.put(words.getFirst(), new Composite(words.getFirst(), components));
    }

    private void segment(List<String> words) {
        List<Use> uses = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        boolean open = false;
        for (String word : words.subList(1, words.size())) {
            if (word.equals("...")) {
                open = true;
            } else if (word.startsWith("x")) {
                repeatPair(uses, Integer.parseInt(word.substring(1)));
            } else if (Character.isDigit(word.charAt(0)) || word.matches("C0\\d\\d!?")) {
                uses.add(new Use(rule(word.replace("!", "")), word.endsWith("!")));
            } else if (!word.equals("|")) {
                conditions.add(condition(word));
            }
        }
        segments.put(words.getFirst(), new SegmentRule(words.getFirst(), uses, conditions, open));
    }

    private static void repeatPair(List<Use> uses, int times) {
        List<Use> pair = List.copyOf(uses.subList(uses.size() - 2, uses.size()));
        for (int time = 1; time < times; time++) {
            uses.addAll(pair);
        }
    }

    private static Condition condition(String word) {
        Relation relation = switch (word.charAt(0)) {
            case 'P' -> Relation.PAIRED;
            case 'R' -> Relation.REQUIRED;
            case 'E' -> Relation.EXCLUSION;
            case 'C' -> Relation.CONDITIONAL;
            case 'L' -> Relation.LIST;
            default -> throw new IllegalStateException("unknown condition " + word);
        };
        List<Integer> numbers = Arrays.stream(word.substring(1).split("(?<=\\G..)")).map(Integer::valueOf).toList();
        return new Condition(relation, numbers);
    }

    private ElementRule rule(String reference) {
        ElementRule rule = elements.get(reference);
        if (rule == null) {
            throw new IllegalStateException("unknown data element " + reference);
        }
        return rule;
    }

    private void setLines(List<String> lines) {
        String text = lines.stream().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
        for (String block : text.split("\n(?=\\d{3} )")) {
            List<String> words = List.of(block.strip().replace("(", " ( ").replace(")", " ) ").split("\\s+"));
            Set<String> ids = new HashSet<>();
            List<Item> items = items(words.subList(2, words.size()).iterator(), ids);
            LoopUse body = new LoopUse("", true, 1, items);
            sets.put(words.getFirst(), new SetRule(words.getFirst(), words.get(1), body, ids));
        }
    }

    private List<Item> items(Iterator<String> words, Set<String> ids) {
        List<Item> items = new ArrayList<>();
        while (words.hasNext()) {
            String word = words.next();
            if (word.equals(")")) {
                return items;
            }
            if (word.equals("(")) {
                Item leader = items.removeLast();
                items.add(new LoopUse(leader.id(), leader.mandatory(), leader.max(), items(words, ids)));
            } else {
                items.add(use(word, ids));
            }
        }
        return items;
    }

    private SegmentUse use(String word, Set<String> ids) {
        String[] parts = word.split(":");
        String id = parts[0].replace("!", "");
        if (!segments.containsKey(id)) {
            throw new IllegalStateException("unknown segment " + id);
        }
        ids.add(id);
        int max = parts.length == 1 ? 1 : parts[1].equals("*") ? Integer.MAX_VALUE : Integer.parseInt(parts[1]);
        return new SegmentUse(id, parts[0].endsWith("!"), max);
    }
}
