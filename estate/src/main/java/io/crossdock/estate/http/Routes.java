package io.crossdock.estate.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which call is done by whom. */
public final class Routes {

    /** Does the work of a call. */
    public interface Handler {
        Answer handle(Request request);
    }

    /** How long a call takes by nature, in milliseconds at pace 1. */
    public record Pains(int fromMs, int toMs) {
        public static final Pains NONE = new Pains(0, 0);
    }

    record Route(String method, List<String> segments, Pains pains, Handler handler) {

        Optional<Map<String, String>> match(List<String> path) {
            if (path.size() != segments.size()) {
                return Optional.empty();
            }
            Map<String, String> places = new LinkedHashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String segment = segments.get(i);
                if (segment.startsWith("{")) {
                    places.put(segment.substring(1, segment.length() - 1), path.get(i));
                } else if (!segment.equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(places);
        }
    }

    record Match(Route route, Map<String, String> places) {}

    private final List<Route> routes = new ArrayList<>();

    public void add(String method, String template, Pains pains, Handler handler) {
        routes.add(new Route(method, List.of(template.substring(1).split("/")), pains, handler));
    }

    public void add(String method, String template, Handler handler) {
        add(method, template, Pains.NONE, handler);
    }

    /** @throws Refused 404 or 405 */
    Match find(String method, String path) {
        List<String> segments = segments(path);
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, String>> places = route.match(segments);
            if (places.isPresent()) {
                if (route.method.equals(method)) {
                    return new Match(route, places.get());
                }
                known = true;
            }
        }
        throw known ? Refused.of(405, "method_not_allowed", method + " is not for " + path)
                : Refused.notFound("path " + path);
    }

    private static List<String> segments(String path) {
        List<String> all = new ArrayList<>();
        for (String segment : path.substring(1).split("/")) {
            all.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return all;
    }
}
