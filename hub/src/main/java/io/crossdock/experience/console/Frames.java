package io.crossdock.experience.console;

import io.crossdock.platform.landscape.Attention.Domain;
import io.crossdock.platform.landscape.ConsoleUser;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.stewardship.Stewardship;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import io.crossdock.process.story.Stories;
import io.crossdock.process.story.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/** Puts pages into their frame. */
@Component
class Frames {

    /** The flash attribute that tells what an action did. */
    static final String SAID = "said";

    private static final String OPEN = Frames.class.getName() + ".open";
    private static final Duration COUNT_KEPT = Duration.ofSeconds(5);

    private final Landscapes landscapes;
    private final Stories stories;
    private final Exceptions exceptions;
    private final Assets assets;
    private final Stewardship stewardship;
    private volatile Counted counted = new Counted(Instant.EPOCH, 0, 0);

    private record Counted(Instant at, int open, int waiting) {
    }

    Frames(Landscapes landscapes, Stories stories, Exceptions exceptions, Assets assets, Stewardship stewardship) {
        this.landscapes = landscapes;
        this.stories = stories;
        this.exceptions = exceptions;
        this.assets = assets;
        this.stewardship = stewardship;
    }

    /** A page of a template, with what it shows. */
    ModelAndView page(String template, Frame frame, Map<String, ?> content) {
        Map<String, Object> model = new LinkedHashMap<>(content);
        model.put("frame", frame);
        return new ModelAndView(template, model);
    }

    Frame frame(HttpServletRequest request, String title, String active) {
        String query = request.getQueryString();
        String path = request.getRequestURI() + (query == null ? "" : "?" + query);
        Counted now = request.getUserPrincipal() == null ? new Counted(Instant.EPOCH, 0, 0)
                : request.getAttribute(OPEN) instanceof Counted shown ? shown : counted();
        return new Frame(title, active, path, person(request), csrf(request), landscapes.current().name(), now.open(),
                now.waiting(), said(request), stories.wording(), assets);
    }

    /** What those who answer for a domain are called. */
    String owner(Domain domain) {
        return landscapes.current().policies().attention().owner(domain);
    }

    Wording words() {
        return stories.wording();
    }

    private Frame.Person person(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        String name = principal == null ? "" : principal.getName();
        return new Frame.Person(name, may(name));
    }

    /** Whether somebody may do more than look. */
    private boolean may(String name) {
        return landscapes.current().users().stream().filter(user -> user.name().equals(name))
                .anyMatch(user -> user.roles().stream()
                        .anyMatch(role -> role.compareTo(ConsoleUser.Role.OPERATOR) >= 0));
    }

    private static Frame.Csrf csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? new Frame.Csrf(token.getParameterName(), token.getToken()) : new Frame.Csrf("_csrf", "");
    }

    private static Optional<String> said(HttpServletRequest request) {
        Map<String, ?> flash = RequestContextUtils.getInputFlashMap(request);
        return flash == null ? Optional.empty() : Optional.ofNullable(flash.get(SAID)).map(Object::toString);
    }

    private Counted counted() {
        Instant now = stories.wording().now();
        Counted known = counted;
        if (known.at().plus(COUNT_KEPT).isAfter(now) && !known.at().isAfter(now)) {
            return known;
        }
        Counted fresh = new Counted(now, exceptions.open().size(), stewardship.waiting());
        counted = fresh;
        return fresh;
    }

    /** All that needs a person. What a page shows of it and the number in its menu are read once. */
    List<OpenException> open(HttpServletRequest request) {
        List<OpenException> open = exceptions.open();
        Counted fresh = new Counted(stories.wording().now(), open.size(), stewardship.waiting());
        counted = fresh;
        request.setAttribute(OPEN, fresh);
        return open;
    }

    /** An action changed what is open. */
    void recount() {
        counted = new Counted(Instant.EPOCH, 0, 0);
    }
}
