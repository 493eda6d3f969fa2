package io.crossdock.experience.console;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.gateway.Correlation;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.system.inventory.Hold;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Stock;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes goods off the shelf and puts them back, in the name of who is logged in. */
@Controller
class HoldPages {

    private static final int TEXT_MAX = 80;

    private final Inventory inventory;
    private final TransactionTemplate transaction;
    private final Clock clock;

    HoldPages(Inventory inventory, TransactionTemplate transaction, Clock clock) {
        this.inventory = inventory;
        this.transaction = transaction;
        this.clock = clock;
    }

    @PostMapping("/console/inventory/{sku}/hold")
    String hold(HttpServletRequest request, RedirectAttributes said, @PathVariable String sku,
            @RequestParam String location, @RequestParam String quantity, @RequestParam String reason) {
        Stock stock = stock(sku, location);
        Optional<Quantity> amount = Quantity.parse(quantity.strip(), stock.onHand().unit().code())
                .filter(Quantity::isPositive);
        String why = reason.strip();
        if (amount.isEmpty() || why.isEmpty() || why.length() > TEXT_MAX) {
            said.addFlashAttribute(Frames.SAID, "Nothing was held: a hold needs an amount in " + stock.onHand().unit()
                    + " above zero and a reason of at most " + TEXT_MAX + " characters.");
        } else {
            Origin origin = origin(request);
            Hold hold = new Hold(stock.sku(), stock.location(), amount.get(), "console " + origin.correlation(), why);
            transaction.executeWithoutResult(status -> inventory.hold(hold, origin));
            said.addFlashAttribute(Frames.SAID, amount.get() + " in " + stock.location() + " are held: " + why + ".");
        }
        return "redirect:/console/inventory/" + stock.sku();
    }

    @PostMapping("/console/inventory/{sku}/free")
    String free(HttpServletRequest request, RedirectAttributes said, @PathVariable String sku,
            @RequestParam String location, @RequestParam String document) {
        Stock stock = stock(sku, location);
        // The amount is that of the hold; only its name counts here.
        Hold hold = new Hold(stock.sku(), stock.location(), Quantity.of(1, stock.onHand().unit()), document, "freed");
        boolean freed = Boolean.TRUE.equals(transaction.execute(status -> inventory.free(hold, origin(request))));
        said.addFlashAttribute(Frames.SAID, freed ? "The goods may be shipped again."
                : "Somebody has freed them already.");
        return "redirect:/console/inventory/" + stock.sku();
    }

    private Stock stock(String sku, String location) {
        return Sku.parse(sku).flatMap(id -> inventory.stock(List.of(id)).stream()
                .filter(each -> LocationId.parse(location).filter(each.location()::equals).isPresent()).findFirst())
                .orElseThrow(() -> new NotHere("There is no item " + sku + " in " + location + "."));
    }

    private Origin origin(HttpServletRequest request) {
        Correlation correlation = Correlation.current().orElseGet(() -> Correlation.begin(clock.instant()));
        return new Origin(correlation.id(), Optional.empty(), "user:" + request.getRemoteUser(), correlation.traceparent());
    }
}
