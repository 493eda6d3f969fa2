package io.crossdock.experience.console;

import java.util.regex.Pattern;

/** Takes secrets out of what people look at. */
final class Secrecy {

    static final String MASK = "••••••";

    private static final String NAMES = "pass(?:word|phrase|wd)?|secret|token|api[-_]?key|authorization|credential"
            + "|private[-_]?key|signature|card[-_]?(?:number|no)|pan|cvv|cvc|iban|account[-_]?holder|ssn";
    private static final Pattern NAME = Pattern.compile("(?i).*?(?:^|[^a-z])(?:" + NAMES + ")(?:$|[^a-z]).*"
            + "|(?i)(?:client|access|refresh|webhook)?[-_]?(?:" + NAMES + ")");
    private static final Pattern JSON_MEMBER = Pattern.compile("(?i)(\"[^\"\\n]{0,40}?(?:" + NAMES
            + ")\"\\s*:\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"|[^,}\\s]+)");
    private static final Pattern XML_ELEMENT = Pattern.compile("(?i)(<([a-z0-9:_-]*(?:" + NAMES
            + "))(?:\\s[^>]*)?>)[^<]*(</\\2>)");
    private static final Pattern XML_ATTRIBUTE =
            Pattern.compile("(?i)(\\s[a-z0-9:_-]*(?:" + NAMES + ")\\s*=\\s*)(\"[^\"]*\"|'[^']*')");
    private static final Pattern FORM_FIELD = Pattern.compile("(?i)((?:^|[&?])[a-z0-9_-]*(?:" + NAMES + ")=)[^&\\s]*");
    /** X12 ISA02 and ISA04: authorization and security information. */
    private static final Pattern ISA = Pattern.compile("(ISA(.)[0-9]{2}\\2)(.{10})(\\2[0-9]{2}\\2)(.{10})(\\2)");

    private Secrecy() {
    }

    static boolean isSecret(String name) {
        return NAME.matcher(name).matches() || NAME.matcher(name.replaceAll("([a-z])([A-Z])", "$1_$2")).matches();
    }

    /** Text of any kind without its secrets. */
    static String masked(String text) {
        String json = JSON_MEMBER.matcher(text).replaceAll("$1\"" + MASK + "\"");
        String xml = XML_ELEMENT.matcher(json).replaceAll("$1" + MASK + "$3");
        String attributes = XML_ATTRIBUTE.matcher(xml).replaceAll("$1\"" + MASK + "\"");
        String form = FORM_FIELD.matcher(attributes).replaceAll("$1" + MASK);
        return ISA.matcher(form).replaceAll(found -> java.util.regex.Matcher.quoteReplacement(found.group(1)
                + hidden(found.group(3)) + found.group(4) + hidden(found.group(5)) + found.group(6)));
    }

    private static String hidden(String field) {
        return field.isBlank() ? field : "••••••••••";
    }
}
