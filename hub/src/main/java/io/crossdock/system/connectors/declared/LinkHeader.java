package io.crossdock.system.connectors.declared;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The next page as {@code Link} headers name it: {@code <…>; rel="next"} ({@code RFC 8288 §3}). */
final class LinkHeader {

    /** A quoted text may have commas and semicolons, and so may an address. */
    private static final Pattern LINK = Pattern.compile(
            "<([^>]*)>((?:\\s*;\\s*[^\\s=;,<\"]+\\s*(?:=\\s*(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s;,\"]*))?)*)");
    private static final Pattern PARAMETER = Pattern.compile(
            ";\\s*([^\\s=;,<\"]+)\\s*(?:=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;,\"]*)))?");

    private LinkHeader() {
    }

    /** The first link whose relation is {@code next}, from this page and no other. */
    static Optional<String> next(List<String> headers) {
        for (String header : headers) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                if (isNext(link.group(2))) {
                    return Optional.of(link.group(1).strip());
                }
            }
        }
        return Optional.empty();
    }

    /** Of several {@code rel} the first counts; a link with an {@code anchor} speaks of another page. */
    private static boolean isNext(String parameters) {
        Optional<String> relation = Optional.empty();
        Matcher parameter = PARAMETER.matcher(parameters);
        while (parameter.find()) {
            String value = Optional.ofNullable(parameter.group(2))
                    .or(() -> Optional.ofNullable(parameter.group(3))).orElse("");
            if (parameter.group(1).equalsIgnoreCase("anchor")) {
                return false;
            }
            if (parameter.group(1).equalsIgnoreCase("rel") && relation.isEmpty()) {
                relation = Optional.of(value);
            }
        }
        return relation.stream().flatMap(each -> Arrays.stream(each.split("\\s+"))).anyMatch("next"::equalsIgnoreCase);
    }
}
