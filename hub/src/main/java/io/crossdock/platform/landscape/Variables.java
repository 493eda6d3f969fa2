package io.crossdock.platform.landscape;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expands {@code ${NAME}} and {@code ${NAME:default}}; {@code $${} stands for itself. */
final class Variables {

    private static final Pattern USE = Pattern.compile("\\$?\\$\\{([A-Za-z_][A-Za-z0-9_.]*)(?::([^}]*))?}");

    private final Function<String, Optional<String>> values;

    Variables(Function<String, Optional<String>> values) {
        this.values = values;
    }

    static Variables ofProcess() {
        return new Variables(name -> Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(name))));
    }

    Optional<String> value(String name) {
        return values.apply(name);
    }

    /** @param unknown told the name of every variable that has neither value nor default */
    String expand(String text, Consumer<String> unknown) {
        if (!text.contains("${")) {
            return text;
        }
        return USE.matcher(text).replaceAll(use -> Matcher.quoteReplacement(value(use, unknown)));
    }

    private String value(MatchResult use, Consumer<String> unknown) {
        if (use.group().startsWith("$$")) {
            return use.group().substring(1);
        }
        String name = use.group(1);
        Optional<String> value = values.apply(name).or(() -> Optional.ofNullable(use.group(2)));
        if (value.isEmpty()) {
            unknown.accept(name);
        }
        return value.orElse("");
    }
}
