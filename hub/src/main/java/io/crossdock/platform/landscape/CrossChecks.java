package io.crossdock.platform.landscape;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** What a schema cannot see: whether the files fit together, and whether names mean something. */
final class CrossChecks {

    /** Kinds of systems that are asked for something. */
    private static final List<String> CALLED = List.of("erp", "wms", "supplier");

    private final Contents contents;
    private final Secrets secrets;
    private final Consumer<Mistake> mistakes;

    CrossChecks(Contents contents, Secrets secrets, Consumer<Mistake> mistakes) {
        this.contents = contents;
        this.secrets = secrets;
        this.mistakes = mistakes;
    }

    void run() {
        contents.landscape().ifPresent(this::landscape);
        contents.systems().forEach(this::system);
        contents.connectors().forEach(this::connector);
        contents.consumers().forEach(this::consumer);
        contents.users().ifPresent(this::users);
        contents.partners().forEach(this::partner);
        contents.subscriptions().forEach(this::subscription);
        contents.labels().forEach(this::label);
        contents.inlets().forEach(this::inlet);
        contents.outlets().forEach(this::outlet);
        onlyOne(contents.systems(), "/location", "two systems work for location");
        onlyOne(contents.systems(), "/partner", "two systems send as partner");
        identities();
        itemFiles();
    }

    private void landscape(Source source) {
        zone(source, "/zone");
        String currency = source.text("/currency");
        if (currency.matches("[A-Z]{3}") && Currency.getAvailableCurrencies().stream()
                .noneMatch(each -> each.getCurrencyCode().equals(currency))) {
            wrong(source, "/currency", "there is no currency '" + currency + "'",
                    "an ISO 4217 code such as USD");
        }
        if (source.root().at("/policies/sourcing").has("rule") && source.root().at("/policies/sourcing").has("rank")) {
            wrong(source, "/policies/sourcing/rule", "there is a rule and a rank", "a rule is the short form of a rank");
        }
        locations(source, "/policies/sourcing/prefer");
        for (Map.Entry<String, JsonNode> region
                : source.root().at("/policies/sourcing/byRegion").properties()) {
            locations(source, "/policies/sourcing/byRegion/" + region.getKey());
        }
        String back = source.text("/policies/returns/warehouse");
        if (!back.isEmpty() && !locations().contains(back)) {
            wrong(source, "/policies/returns/warehouse", "no system works for location '" + back + "'",
                    "known: " + String.join(", ", locations().stream().sorted().toList()));
        }
        new PolicyChecks(source, locations(), mistakes).run();
        drills(source);
        new BranchChecks(source, contents.systems(), mistakes).run();
        mail(source);
    }

    private void drills(Source source) {
        JsonNode drills = source.root().at("/policies/drills");
        for (int i = 0; i < drills.size(); i++) {
            String system = drills.get(i).path("system").asString("");
            if (byId(contents.systems(), system).stream().noneMatch(each -> CALLED.contains(each.text("/kind")))) {
                wrong(source, "/policies/drills/" + i + "/system", "there is no system '" + system
                        + "' that could have a shadow lane", "name one of kind " + String.join(", ", CALLED));
            }
        }
    }

    private void mail(Source source) {
        String mail = "/policies/attention/mail";
        secret(source, mail + "/password");
        tls(source, mail);
        if (source.text(mail + "/tls").equals("none")) {
            for (String key : List.of("/authorities", "/certificate")) {
                if (!source.text(mail + key).isEmpty()) {
                    wrong(source, mail + key, "this line has no TLS of which it could be said",
                            "write starttls or implicit in tls, or leave it out");
                }
            }
        }
        JsonNode rules = source.root().at("/policies/attention/alerts");
        for (int i = 0; i < rules.size(); i++) {
            if (!rules.get(i).path("mail").isEmpty() && source.root().at(mail).isMissingNode()) {
                wrong(source, "/policies/attention/alerts/" + i + "/mail", "nobody sends e-mails",
                        "name a server in policies.attention.mail");
            }
        }
    }

    private void locations(Source source, String pointer) {
        Set<String> known = locations();
        JsonNode list = source.root().at(pointer);
        for (int i = 0; i < list.size(); i++) {
            String location = list.get(i).asString("");
            if (!known.contains(location)) {
                wrong(source, pointer + "/" + i, "no system works for location '" + location + "'",
                        "known: " + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private void system(Source source) {
        named(source);
        zone(source, "/zone");
        secret(source, "/secret");
        secret(source, "/webhookSecret");
        tls(source, "/tls");
        if (source.root().has("tls") && source.text("/baseUrl").startsWith("http:")) {
            wrong(source, "/tls", "this system is spoken with in the clear", "write https in baseUrl, or leave tls out");
        }
        for (int i = 0; i < source.root().path("files").size(); i++) {
            secret(source, "/files/" + i + "/sftp/key");
            secret(source, "/files/" + i + "/sftp/password");
        }
        FileFeedReader.check(source.root(), (pointer, reason) -> wrong(source, pointer, reason, ""));
        MaintenanceReader.check(source.root(), (pointer, reason) -> wrong(source, pointer, reason,
                "see maintenance in docs/reference/landscape.md"));
        String partner = source.text("/partner");
        if (!partner.isEmpty() && byId(contents.partners(), partner).isEmpty()) {
            wrong(source, "/partner", "there is no partner '" + partner + "'", "add partners/" + partner + ".yaml");
        }
    }

    private void connector(Source source) {
        named(source);
        DeclarationReader.check(source.root(), (pointer, reason, hint) -> wrong(source, pointer, reason, hint));
        DeclarationReader.checkDeeds(source.root(), (pointer, reason, hint) -> wrong(source, pointer, reason, hint));
        DeclarationReader.checkSoap(source.root(), (pointer, reason, hint) -> wrong(source, pointer, reason, hint));
        PlainSecrets.check(source.root(), (pointer, reason, hint) -> wrong(source, pointer, reason, hint));
        if (source.root().path("operations").has("shipments") && !source.root().has("events")) {
            wrong(source, "/operations/shipments", "nothing says how its rows are read",
                    "add events, JSONata that makes an event of a row");
        }
        for (Map.Entry<String, JsonNode> operation : source.root().path("operations").properties()) {
            String pointer = "/operations/" + operation.getKey();
            if (operation.getValue().has("find") && !operation.getValue().has("rows")) {
                wrong(source, pointer + "/find", "nothing says where the answer to find has its rows",
                        "add rows, JSONata over the answer's body");
            }
            if (operation.getKey().equals("invoice.post") && !operation.getValue().has("meaning")) {
                wrong(source, pointer, "nothing says which amounts the invoice has",
                        "add meaning with number, currency, net, freight, tax, total, postedAt, dueOn and lines");
            }
        }
    }

    private void consumer(Source source) {
        named(source);
        secret(source, "/secret");
        JsonNode accounts = source.root().path("accounts");
        if (accounts.size() > 1 && texts(accounts).contains("*")) {
            wrong(source, "/accounts", "\"*\" already means every account", "list accounts, or \"*\" alone");
        }
    }

    private void users(Source source) {
        Set<String> names = new HashSet<>();
        JsonNode users = source.root().path("users");
        for (int i = 0; i < users.size(); i++) {
            secret(source, "/users/" + i + "/password");
            if (!names.add(source.text("/users/" + i + "/name"))) {
                wrong(source, "/users/" + i + "/name", "this user is given twice", "");
            }
        }
    }

    private void partner(Source source) {
        named(source);
        delivery(source);
        sender(source);
        inventory(source);
        for (Map.Entry<String, JsonNode> map : source.root().path("maps").properties()) {
            if (!contents.maps().containsKey(map.getValue().asString(""))) {
                wrong(source, "/maps/" + map.getKey(),
                        "there is no file '" + map.getValue().asString("") + "'",
                        "maps lie in the folder maps/");
            }
        }
    }

    private void label(Source source) {
        String map = source.file().substring(0, source.file().lastIndexOf('.')) + ".jsonata";
        if (!contents.maps().containsKey(map)) {
            wrong(source, "", "there is no map '" + map + "' that this could be about",
                    "name it after its map");
        }
    }

    private void subscription(Source source) {
        named(source);
        try {
            URI url = URI.create(source.text("/url"));
            if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
                wrong(source, "/url", "this address names no host, or more than a host, port, path and query",
                        "keys belong into secrets, not into the address");
            }
        } catch (IllegalArgumentException malformed) {
            wrong(source, "/url", "this is no address", "");
        }
        for (int i = 0; i < source.root().path("secrets").size(); i++) {
            signingSecret(source, "/secrets/" + i);
        }
    }

    /** Whatever is wrong with it, the secret itself is not shown. */
    private void signingSecret(Source source, String pointer) {
        secret(source, pointer);
        try {
            SecretRef reference = new SecretRef(source.text(pointer));
            if (secrets.find(reference).filter(found -> found.signingKey().isEmpty()).isPresent()) {
                wrong(source, pointer, "this secret cannot sign", "it must be whsec_ and 24 to 64 bytes in Base64");
            }
        } catch (IllegalArgumentException malformed) {
            // The schema has already said so.
            return;
        }
    }

    private void inventory(Source source) {
        JsonNode inventory = source.root().path("inventory");
        if (inventory.isObject() && inventory.path("items").asString("cross-referenced").equals("cross-referenced")
                && contents.items().getOrDefault(idOf(source), Map.of()).isEmpty()) {
            wrong(source, "/inventory", "there is no item they could be told of",
                    "add items/" + idOf(source) + ".csv, or write items: all");
        }
        String every = source.text("/inventory/every");
        if (every.matches("[1-9][0-9]{0,8}(ms|s|m|h|d)")
                && Values.duration(every).compareTo(Duration.ofMinutes(1)) < 0) {
            wrong(source, "/inventory/every", "partners are told of changes once a minute at most", "write 1m or more");
        }
    }

    private void delivery(Source source) {
        JsonNode delivery = source.root().path("delivery");
        long ways = List.of("system", "url", "folder", "destination").stream().filter(delivery::has).count();
        if (delivery.isObject() && ways != 1) {
            wrong(source, "/delivery", "documents go one way", "give one of system, url, folder or destination");
        }
        secret(source, "/delivery/secret");
        String destination = source.text("/delivery/destination");
        if (!destination.isEmpty() && byId(contents.outlets(), destination).isEmpty()) {
            wrong(source, "/delivery/destination", "there is no destination '" + destination + "'",
                    "add destinations/" + destination + ".yaml");
        }
        String system = source.text("/delivery/system");
        if (system.isEmpty()) {
            return;
        }
        List<Source> found = byId(contents.systems(), system);
        if (found.isEmpty()) {
            wrong(source, "/delivery/system", "there is no system '" + system + "'",
                    "add systems/" + system + ".yaml");
        } else if (!found.getFirst().text("/kind").equals("edi")) {
            wrong(source, "/delivery/system", "system '" + system + "' is not of kind edi", "");
        }
    }

    private void sender(Source source) {
        String id = source.text("/consumer");
        if (id.isEmpty()) {
            return;
        }
        List<Source> found = byId(contents.consumers(), id);
        if (found.isEmpty()) {
            wrong(source, "/consumer", "there is no consumer '" + id + "'", "add consumers/" + id + ".yaml");
            return;
        }
        Set<String> accounts = texts(found.getFirst().root().path("accounts"));
        if (source.root().has("account") && !accounts.contains("*") && !accounts.contains(source.text("/account"))) {
            wrong(source, "/account",
                    "consumer '" + id + "' may not act for account '" + source.text("/account") + "'",
                    "add it to accounts in " + found.getFirst().file());
        }
        if (!texts(found.getFirst().root().path("scopes")).contains("edi:write")) {
            wrong(source, "/consumer", "consumer '" + id + "' lacks the scope edi:write", "");
        }
    }

    private void inlet(Source source) {
        transport(source, TransportReader.IN);
        List<String> contents = List.of("edi", "messages", "files").stream()
                .filter(source.root().path("takes")::has).toList();
        if (contents.size() != 1) {
            wrong(source, "/takes", "a source has messages of one sort", "give one of edi, messages or files");
        }
        for (int i = 0; i < source.root().at("/takes/edi").size(); i++) {
            String partner = source.text("/takes/edi/" + i);
            if (!partner.equals("*") && byId(this.contents.partners(), partner).isEmpty()) {
                wrong(source, "/takes/edi/" + i, "there is no partner '" + partner + "'",
                        "add partners/" + partner + ".yaml");
            }
        }
        teller(source, "/takes/messages", Set.of("wms", "carrier"));
        teller(source, "/takes/files/system", Set.of("wms"));
        String feed = source.text("/takes/files/feed");
        boolean known = byId(this.contents.systems(), source.text("/takes/files/system")).stream()
                .allMatch(system -> system.root().path("files").valueStream()
                        .anyMatch(each -> each.path("name").asString("").equals(feed)));
        if (!feed.isEmpty() && !known) {
            wrong(source, "/takes/files/feed", "the system has no files '" + feed + "'", "add them to its files");
        }
    }

    private void teller(Source source, String pointer, Set<String> kinds) {
        String system = source.text(pointer);
        List<Source> found = byId(contents.systems(), system);
        if (!system.isEmpty() && found.isEmpty()) {
            wrong(source, pointer, "there is no system '" + system + "'", "add systems/" + system + ".yaml");
        } else if (!system.isEmpty() && !kinds.contains(found.getFirst().text("/kind"))) {
            wrong(source, pointer, "system '" + system + "' tells nothing in this way",
                    "a system of kind " + String.join(" or ", kinds.stream().sorted().toList()));
        }
    }

    private void outlet(Source source) {
        transport(source, TransportReader.OUT);
    }

    private void transport(Source source, List<String> transports) {
        named(source);
        TransportReader.check(source.root(), transports, (pointer, reason, hint) -> wrong(source, pointer, reason, hint));
        transports.forEach(transport -> secret(source, "/" + transport + "/password"));
        tls(source, "/tls");
    }

    private void identities() {
        Map<String, String> owners = new HashMap<>();
        for (Source source : contents.partners()) {
            String identity = source.text("/theirs/qualifier") + ":" + source.text("/theirs/id");
            String first = owners.putIfAbsent(identity, source.file());
            if (first != null && identity.length() > 1) {
                wrong(source, "/theirs/id", "the identity " + identity + " already belongs to " + first, "");
            }
        }
    }

    private void itemFiles() {
        for (String partner : contents.items().keySet()) {
            if (byId(contents.partners(), partner).isEmpty()) {
                mistakes.accept(new Mistake("items/" + partner + ".csv", 0,
                        "there is no partner '" + partner + "'", "name the file after its partner"));
            }
        }
    }

    private void onlyOne(List<Source> sources, String pointer, String reason) {
        Map<String, String> seen = new HashMap<>();
        for (Source source : sources) {
            String value = source.text(pointer);
            String first = value.isEmpty() ? null : seen.putIfAbsent(value, source.file());
            if (first != null) {
                wrong(source, pointer, reason + " '" + value + "'", "the other one is " + first);
            }
        }
    }

    private void named(Source source) {
        String id = source.text("/id");
        String name = idOf(source);
        if (!id.isEmpty() && !id.equals(name)) {
            wrong(source, "/id", "id '" + id + "' differs from the file's name", "write " + name);
        }
    }

    private void zone(Source source, String pointer) {
        String zone = source.text(pointer);
        try {
            if (!zone.isEmpty()) {
                ZoneId.of(zone);
            }
        } catch (DateTimeException unknown) {
            wrong(source, pointer, "there is no time zone '" + zone + "'",
                    "an IANA zone such as America/New_York");
        }
    }

    private void tls(Source source, String pointer) {
        secret(source, pointer + "/authorities");
        secret(source, pointer + "/certificate");
        new TlsChecks(source, secrets, mistakes).run(pointer);
    }

    private void secret(Source source, String pointer) {
        String text = source.text(pointer);
        if (text.isEmpty()) {
            return;
        }
        try {
            SecretRef reference = new SecretRef(text);
            if (secrets.find(reference).isEmpty()) {
                wrong(source, pointer, secrets.absence(reference), "put it there, or correct the reference");
            }
        } catch (IllegalArgumentException malformed) {
            // The schema has already said so.
            return;
        }
    }

    private Set<String> locations() {
        Set<String> known = new HashSet<>();
        contents.systems().forEach(source -> known.add(source.text("/location")));
        known.remove("");
        return known;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(each -> texts.add(each.asString("")));
        return texts;
    }

    private static List<Source> byId(List<Source> sources, String id) {
        return sources.stream().filter(source -> idOf(source).equals(id)).toList();
    }

    private static String idOf(Source source) {
        return source.file().substring(source.file().lastIndexOf('/') + 1, source.file().lastIndexOf('.'));
    }

    private void wrong(Source source, String pointer, String reason, String hint) {
        mistakes.accept(source.mistake(pointer, reason, hint));
    }
}
