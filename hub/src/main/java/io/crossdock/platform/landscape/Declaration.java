package io.crossdock.platform.landscape;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * A connector that is declared in files alone, from {@code connectors/<id>.yaml}. Expressions are JSONata 2.
 *
 * @param title      what it speaks with, for people: {@code Northlog Warehouse API 2.1}
 * @param answers    what answers mean where the status code alone does not tell; the first that fits holds
 * @param operations what it can do, by operation: {@code order.post}, {@code stock} …
 * @param webhook    how its call-backs show that they are genuine
 * @param tracking   how a carrier's message reads, when it is a carrier's
 * @param events     how a warehouse's message reads, when it is a warehouse's
 * @param label     which version of the file it is, and who answers for it
 * @param source     the file, as JSON
 * @param soap       when it speaks SOAP
 * @param samples    what it is tried with; of one out of the records none
 */
public record Declaration(String id, String title, Auth auth, List<AnswerRule> answers, Map<String, Operation> operations,
        Webhook webhook, Optional<String> tracking, Optional<String> events, Optional<Envelope> soap,
        Optional<Partner.Label> label, String source, List<Partner.Sample> samples) {

    /** A declaration out of its {@link #source}, as it was recorded. */
    public static Declaration parse(String source) {
        return DeclarationReader.read(new Values(JsonMapper.shared().readTree(source)), List.of());
    }

    /** Both versions of SOAP. */
    public enum Soap {
        V1_1,
        V1_2
    }

    /**
     * How its bodies are put into envelopes.
     *
     * @param namespace  of elements without a prefix; empty for none
     * @param namespaces by prefix
     */
    public record Envelope(Soap version, String namespace, Map<String, String> namespaces) {

        public Envelope {
            namespaces = Map.copyOf(namespaces);
        }
    }

    /**
     * How call-backs are believed; the secret is the system's {@code webhookSecret}.
     *
     * @param idHeader names the message, the same at every repetition; otherwise the same bytes are the same message
     */
    public record Webhook(Proof proof, Optional<String> idHeader) {

        static final Webhook STANDARD = new Webhook(new Proof.Standard(), Optional.empty());
    }

    /** What shows that a call-back is genuine. */
    public sealed interface Proof {

        /** Standard Webhooks 1.0. */
        record Standard() implements Proof {
        }

        /** The secret itself, in a header. */
        record Token(String header) implements Proof {
        }

        /**
         * An HMAC over the body, or over {@code time.body} where a header tells the time (seconds since 1970).
         *
         * @param prefix before the signature, such as {@code sha256=}
         */
        record Hmac(String header, Auth.Digest digest, Auth.Encoding encoding, String prefix, Optional<String> timeHeader)
                implements Proof {
        }
    }

    /** How its calls say who we are; the secret is that of the system. */
    public sealed interface Auth {

        record None() implements Auth {
        }

        /** @param header such as {@code X-Api-Key}; @param prefix before the secret, such as {@code Bearer } */
        record Header(String header, String prefix) implements Auth {
        }

        /** {@code RFC 7617}; the secret is the password. */
        record Basic(String user) implements Auth {
        }

        /** {@code RFC 6749 §4.4}; the secret is the client's. */
        record ClientCredentials(URI tokenUrl, String clientId, Optional<String> scope) implements Auth {
        }

        /**
         * An HMAC over the call. @param over JSONata over {@code method}, {@code path}, {@code body} and {@code time}
         * (seconds since 1970), yields the text to sign
         */
        record Hmac(String header, Digest digest, Encoding encoding, String over, Optional<String> timeHeader)
                implements Auth {
        }

        /** WS-Security 1.0, UsernameToken profile; the secret is the password. @param timestamp beside the token */
        record UsernameToken(String user, PasswordType type, boolean timestamp) implements Auth {
        }

        /** How a token shows that its sender knows the password. */
        enum PasswordType {
            TEXT,
            DIGEST
        }

        /** Digest of an HMAC. */
        enum Digest {
            SHA256("HmacSHA256"),
            SHA512("HmacSHA512");

            private final String algorithm;

            Digest(String algorithm) {
                this.algorithm = algorithm;
            }

            public String algorithm() {
                return algorithm;
            }
        }

        /** How a signature is written. */
        enum Encoding {
            HEX,
            BASE64
        }
    }

    /**
     * One request.
     *
     * @param path    below the system's base URL, with JSONata in braces: {@code /orders/{reference}}
     * @param query   parameters, each JSONata; one that yields nothing is left out
     * @param headers texts with JSONata in braces
     * @param body    JSONata; empty for none; of SOAP what its body has, as {@code XmlTree} writes it
     * @param action  of SOAP
     */
    public record Request(String method, String path, Map<String, String> query, Map<String, String> headers,
            Optional<String> body, Optional<String> action) {

        /** JSONata within a path or a header. */
        public static final Pattern HOLE = Pattern.compile("\\{([^{}]*)\\}");

        public Request {
            query = Map.copyOf(query);
            headers = Map.copyOf(headers);
        }
    }

    /** What an answer can mean. */
    public enum Means {
        /** The work is done. */
        DONE,
        /** A business no. */
        REFUSED,
        /** Certainly not done; worth another try. */
        TRANSIENT,
        /** Certainly not done; the system wants to be left alone. */
        THROTTLED,
        /** Certainly not done; our key is not accepted. */
        UNAUTHORISED,
        /** It does not exist. */
        ABSENT,
        /** Nobody knows whether it was done. */
        UNSURE
    }

    /**
     * What one kind of answer means.
     *
     * @param status three characters, {@code x} for any digit: {@code 409}, {@code 5xx}
     * @param when   JSONata over {@code status} and {@code body}; holds when it yields true
     * @param code   JSONata over the same, the code of a refusal
     * @param reason JSONata over the same, the sentence of a refusal
     */
    public record AnswerRule(Optional<String> status, Optional<String> when, Means means, Optional<String> code,
            Optional<String> reason) {
    }

    /** What the system promises about a call whose answer was lost. */
    public enum Kept {
        NATIVE_KEY,
        LOOKUP,
        NONE
    }

    /**
     * How a list is read to its end. A request that has no parameter for the page says it itself: its expressions know
     * {@code page}.
     */
    public sealed interface Paging {

        record Whole() implements Paging {
        }

        /** @param next JSONata over the body: the address of the next page ({@code OData 4.01 JSON §4.6.5}) */
        record Linked(String next) implements Paging {
        }

        /** The answer's {@code Link} header with {@code rel=next} ({@code RFC 8288}). */
        record LinkHeader() implements Paging {
        }

        /** @param next JSONata over the body: the cursor of the next page; @param parameter that takes it */
        record Cursor(Optional<String> parameter, String next) implements Paging {
        }

        /** A full page is followed by another. @param step 1 for page numbers, the page's size for offsets */
        record Numbered(Optional<String> parameter, int first, int step, int size) implements Paging {
        }
    }

    /**
     * Something it can do.
     *
     * @param kept      of deeds only; {@code NONE} where it says nothing
     * @param answers   of deeds only, of the deed and of {@code find}; they go before those of the connector
     * @param reference JSONata over the answer's body, or over a row of {@code find}: the system's own number; it, {@code
     *                  meaning} and {@code rows} know what was asked for as {@code $request}
     * @param meaning   JSONata over the same: what the hub wants to know of it, such as the amounts of an invoice
     * @param find      asks whether it was done, by {@code key}
     * @param rows      JSONata over the body: what {@code find} or a list has
     */
    public record Operation(Kept kept, Request request, List<AnswerRule> answers, Optional<String> reference,
            Optional<String> meaning, Optional<Request> find, Optional<String> rows, Paging paging, Optional<Watch> watch) {

        public Operation {
            answers = List.copyOf(answers);
        }
    }

    /**
     * How a list of changes is asked again and again. Its request knows {@code since}, but for the first time.
     *
     * @param key     JSONata over a row: names the change, the same whenever it is told
     * @param at      JSONata over a row: when it was changed, as the system tells it
     * @param leg     JSONata over a row: which of our legs it is about
     * @param overlap what was changed this long before the last change that was seen is asked for again
     */
    public record Watch(String key, String at, String leg, Duration overlap) {

        static final Duration OVERLAP = Duration.ofMinutes(1);
    }

    public Declaration {
        answers = List.copyOf(answers);
        operations = Map.copyOf(operations);
        samples = List.copyOf(samples);
    }

    public Optional<Operation> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }
}
