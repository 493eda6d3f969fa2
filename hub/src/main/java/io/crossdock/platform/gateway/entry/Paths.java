package io.crossdock.platform.gateway.entry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Which door a path leads to. */
final class Paths {

    static final String[] CONSUMERS = {"/portal/**", "/edi/**", "/api/**", "/ops/**"};
    static final String[] WEBHOOKS = {"/warehouse/**", "/supplier/**", "/carriers/**", "/soap/**"};

    private static final List<String> CHANNELS = List.of(
            "/portal/", "/edi/", "/api/", "/ops/", "/warehouse/", "/supplier/", "/carriers/", "/soap/",
            "/oauth2/");

    private Paths() {
    }

    static boolean isChannel(HttpServletRequest request) {
        String path = request.getRequestURI();
        return CHANNELS.stream().anyMatch(path::startsWith);
    }

    static boolean isInterchange(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/edi/") || request.getRequestURI().startsWith("/soap/");
    }
}
