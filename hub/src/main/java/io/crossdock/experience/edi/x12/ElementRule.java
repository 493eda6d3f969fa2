package io.crossdock.experience.edi.x12;

import java.util.List;
import java.util.Set;

/** What the dictionary knows of one data element. */
sealed interface ElementRule {

    /** A simple element; {@code codes} is empty when any value of the type is allowed. */
    record Simple(int reference, Type type, int least, int greatest, Set<String> codes) implements ElementRule {

        public Simple {
            codes = Set.copyOf(codes);
        }
    }

    /** A composite of simple elements. */
    record Composite(String name, List<Simple> components) implements ElementRule {

        public Composite {
            components = List.copyOf(components);
        }
    }

    /** X12.6 §3.5.1; N is an integer, with or without implied decimals. */
    enum Type { TEXT, CODE, INTEGER, DECIMAL, DATE, TIME }
}
