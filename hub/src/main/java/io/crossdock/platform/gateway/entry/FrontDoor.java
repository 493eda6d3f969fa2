package io.crossdock.platform.gateway.entry;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.util.HtmlUtils;

/**
 * The way in for people: the root leads to the console, and a plain login page serves until a nicer one does.
 */
@Configuration(proxyBeanMethods = false)
class FrontDoor implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", "/console");
    }

    /** Asked after all controllers, so that a controller for the login page simply takes over. */
    @Bean
    SimpleUrlHandlerMapping plainLogin() {
        HttpRequestHandler page = FrontDoor::login;
        return new SimpleUrlHandlerMapping(Map.of(ConsoleChain.LOGIN, page), Ordered.LOWEST_PRECEDENCE - 10);
    }

    private static void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String token = request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf
                ? "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(
                        HtmlUtils.htmlEscape(csrf.getParameterName()), HtmlUtils.htmlEscape(csrf.getToken()))
                : "";
        String message = request.getParameter("error") == null ? "" : "<p>Name or password is wrong.</p>";
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write("""
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Crossdock: log in</title></head>
                <body><h1>Crossdock</h1>%s
                <form method="post" action="%s">%s
                <p><label>Name <input name="username" autocomplete="username" required autofocus></label></p>
                <p><label>Password <input name="password" type="password" autocomplete="current-password" required>
                </label></p><p><button>Log in</button></p>
                </form></body>
                </html>
                """.formatted(message, ConsoleChain.LOGIN, token));
    }
}
