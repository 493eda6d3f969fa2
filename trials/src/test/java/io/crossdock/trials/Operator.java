package io.crossdock.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Http;
import io.crossdock.drills.Secrets;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at the console, logged in, who reads the exceptions and presses buttons. */
final class Operator {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern RELEASE = Pattern.compile("/console/facts/\\d+/release\\?subscription=[a-z-]+");

    private final URI hub;
    private String cookie = "";

    private Operator(URI hub) {
        this.hub = hub;
    }

    static Operator at(URI hub) {
        Operator operator = new Operator(hub);
        Map<String, String> form = new LinkedHashMap<>(Map.of("username", "admin", "password",
                Secrets.of("console-admin")));
        assertThat(operator.submit("/console/login", "/console/login", form)).as("log in").isEqualTo(302);
        return operator;
    }

    /** The exceptions page, as HTML. */
    String exceptions() {
        return page("/console/exceptions");
    }

    /** The page of an order, as HTML. */
    String order(String number) {
        return page("/console/orders/" + number);
    }

    /** Presses "Try again" beside everything that is parked; returns how many there were. */
    int tryAgain() {
        List<String> links = RELEASE.matcher(exceptions()).results().map(each -> each.group()).distinct().toList();
        links.forEach(link -> assertThat(submit(link, link, Map.of())).as(link).isEqualTo(302));
        return links.size();
    }

    private int submit(String page, String action, Map<String, String> fields) {
        Matcher token = FORM_TOKEN.matcher(page(page));
        assertThat(token.find()).as("a form at " + page).isTrue();
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("_csrf", token.group(1));
        String body = form.entrySet().stream().map(field -> field.getKey() + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return kept(Http.post(hub.resolve(action), Http.bytes(body), "Content-Type",
                "application/x-www-form-urlencoded", "Cookie", cookie)).status();
    }

    private String page(String path) {
        Http.Reply reply = kept(Http.get(hub.resolve(path), "Cookie", cookie));
        assertThat(reply.status()).as(path).isEqualTo(200);
        return reply.body();
    }

    private Http.Reply kept(Http.Reply reply) {
        String given = reply.headers().getOrDefault("Set-Cookie", "");
        if (!given.isEmpty()) {
            cookie = given.substring(0, given.indexOf(';'));
        }
        return reply;
    }
}
