package io.crossdock.system.connectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Shows what a connector would say to its system, and what it would make of an answer. Nothing is sent. */
public interface Rehearsal {

    /** Whether it knows how to rehearse for this system. */
    boolean serves(SystemSettings system);

    /**
     * @param operation such as {@code order.post} or {@code stock}
     * @param sample    what the call is made from: a request as an effect has it, or what a question knows
     * @param key       our business key, by which a deed is looked up
     * @param answer    one that was recorded; empty when only the request is of interest
     */
    Rehearsed rehearse(SystemSettings system, String operation, JsonNode sample, Optional<String> key,
            Optional<Recorded> answer);

    /** An answer as it came or might come. @param body as text, for it may be no JSON */
    record Recorded(int status, String body) {
    }

    /**
     * A call as it would be sent, but for what says who we are.
     *
     * @param path with its parameters
     * @param body empty for none
     */
    record Call(String method, String path, Map<String, String> headers, String body) {
    }

    /**
     * What an answer would come to.
     *
     * @param means     as the file of the connector has it: {@code done}, {@code refused} …
     * @param says      a sentence
     * @param code      of a refusal
     * @param reference the system's own number, of a deed that is done
     * @param rows      what was understood: of a list its rows, of a deed its meaning
     */
    record Understood(String means, String says, @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> code,
            Optional<String> reference, List<JsonNode> rows) {

        /** Of what is no refusal. */
        public Understood(String means, String says, Optional<String> reference, List<JsonNode> rows) {
            this(means, says, Optional.empty(), reference, rows);
        }
    }

    /** What came of it, or why there is nothing to show. */
    sealed interface Rehearsed {

        /**
         * @param signedBy how the call would say who we are, without the secret
         * @param unused   pointers to what the call does not say of its sample
         * @param find     the question whether it was done; of deeds that are looked up
         */
        record Shown(Call call, String signedBy, List<String> unused, Optional<Call> find, Optional<Understood> answer)
                implements Rehearsed {

            public Shown {
                unused = List.copyOf(unused);
            }
        }

        /** @param code stable; @param why a sentence that names file and expression */
        record Impossible(String code, String why) implements Rehearsed {
        }
    }
}
