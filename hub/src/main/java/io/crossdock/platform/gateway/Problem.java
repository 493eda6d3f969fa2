package io.crossdock.platform.gateway;

import io.crossdock.canonical.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request was not served (RFC 9457).
 *
 * @param type what kind of problem
 * @param detail a sentence about this case, fit for a buyer's eyes
 * @param faults everything that is wrong with the input, each with a JSON pointer; may be empty
 * @param members further members of the answer, for example the number of an order that already exists
 * @param retryAfter when trying again makes sense; empty when it does not
 */
public record Problem(
        ProblemType type, String detail, List<Fault> faults, Map<String, Object> members,
        Optional<Duration> retryAfter) {

    public Problem {
        faults = List.copyOf(faults);
        members = Map.copyOf(members);
    }

    /** The same problem with another sentence about the case. */
    public Problem because(String sentence) {
        return new Problem(type, sentence, faults, members, retryAfter);
    }

    /** The same problem with these faults instead of its own. */
    public Problem with(List<Fault> all) {
        return new Problem(type, detail, all, members, retryAfter);
    }

    /** The same problem with one more member in its answer. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, detail, faults, more, retryAfter);
    }

    /** The same problem with a time after which to come back; rounded up to whole seconds on the wire. */
    public Problem retryAfter(Duration wait) {
        return new Problem(type, detail, faults, members, Optional.of(wait));
    }

    /** The same problem, ready to be thrown. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    long retryAfterSeconds() {
        return retryAfter.map(wait -> Math.max(1, wait.plusNanos(999_999_999).toSeconds())).orElse(0L);
    }

    Map<String, Object> body(String correlation) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type.uri());
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", detail);
        if (!faults.isEmpty()) {
            body.put("faults", faults.stream().map(Problem::line).toList());
        }
        body.putAll(members);
        body.put("correlation", correlation);
        return body;
    }

    private static Map<String, Object> line(Fault fault) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("pointer", fault.pointer());
        line.put("code", fault.code());
        line.put("message", fault.message());
        return line;
    }
}
