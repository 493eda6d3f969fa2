package io.crossdock.estate.edi;

import io.crossdock.estate.books.Book;
import io.crossdock.estate.books.Books;
import io.crossdock.estate.books.Index;
import io.crossdock.estate.books.Json;
import io.crossdock.estate.http.Answer;
import io.crossdock.estate.http.Page;
import io.crossdock.estate.http.Refused;
import io.crossdock.estate.http.Request;
import io.crossdock.estate.http.Routes.Pains;
import io.crossdock.estate.http.Routes;
import io.crossdock.estate.world.Item;
import io.crossdock.estate.world.World;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The trading partner's mailbox and its catalogue. */
public final class EdiBuyer {

    /** The account that the partner buys for. */
    public static final String ACCOUNT = "A-1007";
    /** How many items, from the first on, the partner has a number for. */
    public static final int KNOWN_ITEMS = 40;

    private static final Pains ASK = new Pains(5, 30);
    private static final Pains POST = new Pains(20, 90);

    private final Books books;
    private final World world;
    private final Clock clock;
    private final Book<Document> documents;
    private final Index<Document> byControlNumber;

    public EdiBuyer(Books books, World world, Clock clock) {
        this.books = books;
        this.world = world;
        this.clock = clock;
        documents = books.book("edi-documents", Document.class);
        byControlNumber = new Index<>(documents,
                each -> each.direction() + "|" + each.partner() + "|" + each.controlNumber(),
                Document::documentId);
    }

    public void routes(Routes routes) {
        routes.add("POST", "/edi-buyer/v1/inbox", POST, this::receive);
        routes.add("GET", "/edi-buyer/v1/documents", ASK,
                request -> documents(request, Optional.of("received")));
        routes.add("GET", "/edi-buyer/v1/documents/{id}", ASK,
                request -> Answer.text("application/edi-x12", documents.find(request.place("id"))
                        .orElseThrow(() -> Refused.notFound("document " + request.place("id"))).raw()));
        routes.add("GET", "/edi-buyer/v1/catalog", ASK, request -> Answer.text("text/csv", catalog()));
        routes.add("GET", "/control/truth/edi", request -> documents(request, request.query("direction")));
    }

    /** Books what the partner has sent; only inside a change. */
    public void sent(String controlNumber, String raw) {
        keep("sent", new Interchange("CROSSDOCK", controlNumber, List.of("850")), raw);
    }

    /** The partner's number of an item. */
    public static String buyerItem(Item item) {
        return item.sku().replace("CD-", "BW-");
    }

    /** The items that the partner has a number for. */
    public List<Item> items() {
        return world.items().stream().limit(KNOWN_ITEMS).toList();
    }

    private Answer receive(Request request) {
        String raw = request.text();
        Interchange interchange = Interchange.read(raw);
        request.key(interchange.controlNumber());
        return books.change(() -> byControlNumber
                .find("received|" + interchange.sender() + "|" + interchange.controlNumber()).findFirst()
                .map(known -> repeated(known, raw)).orElseGet(() -> Answer.of(202,
                        view(keep("received", interchange, raw)).put("duplicate", false))));
    }

    private static Answer repeated(Document known, String raw) {
        if (!known.raw().equals(raw)) {
            throw Refused.conflict("control_number_reused",
                    "Interchange " + known.controlNumber() + " was received before with another content.");
        }
        return Answer.ok(view(known).put("duplicate", true));
    }

    private static ObjectNode view(Document document) {
        return Json.node(document).remove(List.of("raw", "direction", "partner"));
    }

    private Document keep(String direction, Interchange interchange, String raw) {
        Document document = new Document("D-%06d".formatted(books.next("edi-document", 1)), direction,
                interchange.sender(), interchange.controlNumber(), interchange.kinds(), raw, clock.instant());
        documents.put(document.documentId(), document);
        return document;
    }

    private Answer documents(Request request, Optional<String> direction) {
        Stream<Document> found = documents.after(Page.after(request))
                .filter(each -> direction.map(each.direction()::equals).orElse(true))
                .filter(each -> request.query("kind").map(each.kinds()::contains).orElse(true));
        return Answer.ok(Page.of(request, found, Document::documentId, each -> each));
    }

    private String catalog() {
        StringBuilder csv = new StringBuilder("buyerItem,sku,unit\n");
        items().forEach(item -> csv.append(buyerItem(item)).append(',').append(item.sku()).append(',')
                .append(item.baseUnit()).append('\n'));
        return csv.toString();
    }
}
