package io.crossdock.platform.gateway;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.HtmlUtils;

/** The page behind each problem's type: what it means and what to do. */
@Controller
final class ProblemPages {

    private final Map<String, ProblemType> types;

    ProblemPages(List<ProblemCatalog> catalogs) {
        types = Stream.concat(Problems.shared().stream(), catalogs.stream()
                .flatMap(each -> each.problems().stream()))
                .collect(Collectors.toUnmodifiableMap(ProblemType::code, Function.identity()));
    }

    @GetMapping(path = "/problems/{code}", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String page(@PathVariable String code) {
        ProblemType type = types.get(code);
        if (type == null) {
            throw Problems.NOT_FOUND.problem("There is no problem of this name.").exception();
        }
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s</title></head>
                <body><h1>%1$s</h1><p>%2$s</p><p>HTTP status %3$d, code <code>%4$s</code>.</p></body>
                </html>
                """.formatted(HtmlUtils.htmlEscape(type.title()), HtmlUtils.htmlEscape(type.remedy()),
                type.status(), type.code());
    }
}
