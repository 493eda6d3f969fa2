package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.landscape.ConsoleUser;
import io.crossdock.platform.landscape.ConsoleUser.Role;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.Secrets;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** The people of the landscape. Asked anew each time: who is removed is out at the next click. */
final class ConsoleUsers {

    private static final Logger log = LoggerFactory.getLogger(ConsoleUsers.class);

    private final Landscapes landscapes;
    private final Secrets secrets;

    ConsoleUsers(Landscapes landscapes, Secrets secrets) {
        this.landscapes = landscapes;
        this.secrets = secrets;
    }

    /** @throws UsernameNotFoundException when nobody may log in by this name */
    UserDetails logIn(String name) {
        ConsoleUser user = find(name)
                .orElseThrow(() -> new UsernameNotFoundException("there is no such user"));
        try {
            String[] roles = Arrays.stream(Role.values()).filter(role -> has(user, role))
                    .map(Role::name).toArray(String[]::new);
            return User.withUsername(user.name())
                    .password(secrets.resolve(user.password()).reveal())
                    .roles(roles)
                    .build();
        } catch (SecretMissing e) {
            log.error("The user {} cannot log in: {}", name, e.getMessage());
            throw new UsernameNotFoundException("the user has no password", e);
        }
    }

    /** Whether this person may do now what the role allows. */
    boolean may(String name, Role role) {
        return find(name).filter(user -> has(user, role)).isPresent();
    }

    private Optional<ConsoleUser> find(String name) {
        return landscapes.current().users().stream().filter(user -> user.name().equals(name)).findFirst();
    }

    private static boolean has(ConsoleUser user, Role role) {
        return user.roles().stream().anyMatch(own -> own.compareTo(role) >= 0);
    }
}
