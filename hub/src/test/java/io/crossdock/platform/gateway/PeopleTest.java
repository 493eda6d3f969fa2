package io.crossdock.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PeopleTest extends GatewayTest {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    /** A browser's cookie and the form token of the page it looks at. */
    private record Session(String cookie, String csrf) {}

    @Test
    void theRootLeadsToTheConsoleAndStrangersToTheLogin() {
        Answer root = send(request("/"));
        assertThat(root.status()).isEqualTo(302);
        assertThat(root.header("Location")).endsWith("/console");
        Answer console = send(request("/console").header("Accept", "text/html"));
        assertThat(console.status()).isEqualTo(302);
        assertThat(console.header("Location")).endsWith("/console/login");
        Answer script = send(request("/console").header("HX-Request", "true")).problem(401, "login-required");
        assertThat(script.header("HX-Redirect")).isEqualTo("/console/login");
    }

    @Test
    void aPersonLogsInWorksAndLogsOut() {
        Session session = logIn("admin", "console-admin");
        Answer page = send(request("/console").header("Cookie", session.cookie()));
        assertThat(page.text()).isEqualTo("console");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'self';");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(submit(session, "/console/logout").header("Location")).endsWith("/console/login?logout");
        assertThat(send(request("/console").header("Cookie", session.cookie())).status()).isEqualTo(302);
    }

    @Test
    void wrongPasswordsAndUnknownPeopleStayOutside() {
        for (String[] attempt
                : new String[][] {{"admin", "guess"}, {"nobody", "console-admin"}, {"admin", ""}}) {
            Session page = loginPage();
            Answer answer = send(form("/console/login", page, "username=" + attempt[0] + "&password="
                    + attempt[1]));
            assertThat(answer.header("Location")).endsWith("/console/login?error");
        }
    }

    @Test
    void whoMayOnlyLookCannotAct() {
        Session session = logIn("viewer", "viewer");
        assertThat(send(request("/console").header("Cookie", session.cookie())).status()).isEqualTo(200);
        submit(session, "/console/retry").problem(403, "forbidden");
    }

    @Test
    void aFormFromElsewhereIsRefused() {
        Session session = logIn("admin", "console-admin");
        assertThat(submit(session, "/console/retry").text()).isEqualTo("retried");
        send(request("/console/retry").header("Cookie", session.cookie()).POST(BodyPublishers.noBody()))
                .problem(403, "forbidden");
    }

    @Test
    void guessingPasswordsIsSlowedDown() {
        Session page = loginPage();
        Answer last = send(form("/console/login", page, "username=admin&password=guess"));
        for (int i = 0; i < 40 && last.status() == 302; i++) {
            last = send(form("/console/login", page, "username=admin&password=guess" + i));
        }
        last.problem(429, "too-many-requests");
        assertThat(last.header("Retry-After")).isEqualTo("1");
        clock.advance(Duration.ofMinutes(1));
        assertThat(logIn("admin", "console-admin").cookie()).isNotEmpty();
    }

    @Test
    void aPersonSeesAPageWhereAProgramSeesJson() {
        Session session = logIn("viewer", "viewer");
        Answer page = send(form("/console/retry", session, "").header("Accept", "text/html,*/*;q=0.8"));
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).contains("You may not do this");
        Answer missing = send(request("/console/nothing").header("Cookie", session.cookie())
                .header("Accept", "text/html,*/*;q=0.8"));
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text()).contains("There is nothing here");
    }

    @Test
    void aTokenOpensNoConsoleAndASessionNoApi() {
        assertThat(send(as(token("portal-demo", EVERYTHING), "/console").header("Accept", "text/html"))
                .status())
                .isEqualTo(302);
        Session session = logIn("admin", "console-admin");
        send(request("/portal/v1/probe").header("Cookie", session.cookie())).problem(401, "token-missing");
    }

    private Session loginPage() {
        Answer page = send(request("/console/login"));
        var csrf = CSRF.matcher(page.text());
        assertThat(csrf.find()).as(page.text()).isTrue();
        assertThat(page.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
        return new Session(cookie(page), csrf.group(1));
    }

    private Session logIn(String name, String password) {
        Session page = loginPage();
        Answer answer = send(form("/console/login", page, "username=" + name + "&password=" + password));
        assertThat(answer.header("Location")).as(answer.text()).endsWith("/console");
        String cookie = cookie(answer);
        assertThat(cookie).isNotEqualTo(page.cookie());
        var csrf = CSRF.matcher(send(request("/console/login").header("Cookie", cookie)).text());
        assertThat(csrf.find()).isTrue();
        return new Session(cookie, csrf.group(1));
    }

    private Answer submit(Session session, String path) {
        return send(form(path, session, ""));
    }

    private java.net.http.HttpRequest.Builder form(String path, Session session, String fields) {
        String body = fields + "&_csrf=" + URLEncoder.encode(session.csrf(), StandardCharsets.UTF_8);
        return request(path).header("Cookie", session.cookie())
                .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body));
    }

    private static String cookie(Answer answer) {
        return answer.header("Set-Cookie").split(";", 2)[0];
    }
}
