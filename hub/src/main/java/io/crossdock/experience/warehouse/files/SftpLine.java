package io.crossdock.experience.warehouse.files;

import io.crossdock.platform.landscape.FilePlace.Login;
import io.crossdock.platform.landscape.FilePlace.Sftp;
import io.crossdock.platform.landscape.Secret;
import io.crossdock.platform.landscape.Timeouts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;

/**
 * A connection to an SFTP server whose key is the one that the landscape names: nothing is sent to another. Whatever
 * the account of this process has in its own SSH folder plays no part.
 */
final class SftpLine implements AutoCloseable {

    private static final String RSA = "ssh-rsa";
    private static final int SAID_MAX = 200;

    private final Sftp place;
    private final Timeouts timeouts;
    private final SshClient client = SshClient.setUpDefaultClient();
    private volatile Optional<PublicKey> stranger = Optional.empty();
    private final SftpClient sftp;

    private SftpLine(Sftp place, Secret secret, Timeouts timeouts) throws IOException {
        this.place = place;
        this.timeouts = timeouts;
        prepare();
        try {
            client.start();
            this.sftp = SftpClientFactory.instance().createSftpClient(login(connect(), secret));
        } catch (FolderTrouble known) {
            client.stop();
            throw known;
        } catch (IOException | RuntimeException failure) {
            client.stop();
            throw new FolderTrouble("unreachable", "There is no SFTP at " + place + ": " + said(failure) + ".",
                    failure);
        }
    }

    /** @throws FolderTrouble when there is no connection, saying why */
    static SftpLine open(Sftp place, Secret secret, Timeouts timeouts) throws IOException {
        return new SftpLine(place, secret, timeouts);
    }

    SftpClient sftp() {
        return sftp;
    }

    private void prepare() {
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setUserAuthFactories(switch (place.login()) {
            case Login.Key _ -> List.of(new UserAuthPublicKeyFactory(List.copyOf(client.getSignatureFactories())));
            case Login.Password _ -> List.of(UserAuthPasswordFactory.INSTANCE);
        });
        place.hostKey().type().ifPresent(type -> client.setSignatureFactories(client.getSignatureFactories().stream()
                .filter(each -> each.getName().equals(type)
                        || type.equals(RSA) && each.getName().startsWith("rsa-sha2-"))
                .toList()));
        client.setServerKeyVerifier((session, address, key) -> {
            boolean known = fingerprint(key).equals(place.hostKey().fingerprint());
            stranger = known ? Optional.empty() : Optional.of(key);
            return known;
        });
        client.setNioWorkers(1);
        Duration call = timeouts.call();
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, timeouts.connect());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, call);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, call);
        CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.set(client, call);
        CoreModuleProperties.CHANNEL_CLOSE_TIMEOUT.set(client, Duration.ofSeconds(1));
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(client, call);
        AbstractSftpClient.SFTP_CLIENT_CMD_TIMEOUT.set(client, call);
    }

    private ClientSession connect() throws IOException {
        try {
            return client.connect(place.user(), place.host(), place.port()).verify(timeouts.connect()).getSession();
        } catch (IOException failure) {
            throw new FolderTrouble("unreachable", place.host() + ":" + place.port() + " does not answer: "
                    + said(failure) + ".", failure);
        }
    }

    private ClientSession login(ClientSession session, Secret secret) throws IOException {
        switch (place.login()) {
            case Login.Key _ -> session.addPublicKeyIdentity(key(secret));
            case Login.Password _ -> session.addPasswordIdentity(secret.reveal());
        }
        try {
            session.auth().verify(timeouts.call());
            return session;
        } catch (IOException | RuntimeException failure) {
            Optional<PublicKey> shown = stranger;
            if (shown.isPresent()) {
                throw strange(shown.get(), failure);
            }
            if (said(failure).contains("No more authentication methods")) {
                throw new FolderTrouble("login-refused", place.host() + ":" + place.port() + " does not let "
                        + place.user() + " in with " + place.login().secret() + ".", failure);
            }
            throw failure;
        }
    }

    private FolderTrouble strange(PublicKey shown, Exception failure) {
        return new FolderTrouble("host-key-refused", place.host() + ":" + place.port() + " shows the host key "
                + fingerprint(shown) + " (" + KeyUtils.getKeyType(shown) + "), and the landscape names "
                + place.hostKey().fingerprint() + ". Nothing was sent. Ask the warehouse whether its server has a new "
                + "key, and change hostKey only when it says so.", failure);
    }

    private KeyPair key(Secret secret) throws IOException {
        try {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(null,
                    NamedResource.ofName(place.login().secret().reference()), new ByteArrayInputStream(secret.bytes()),
                    FilePasswordProvider.EMPTY);
            if (pairs != null && pairs.iterator().hasNext()) {
                return pairs.iterator().next();
            }
        } catch (GeneralSecurityException | IOException | RuntimeException unreadable) {
            throw new FolderTrouble("key-unreadable", unreadable());
        }
        throw new FolderTrouble("key-unreadable", unreadable());
    }

    private String unreadable() {
        return place.login().secret() + " is no private key without a pass phrase, as ssh-keygen writes it.";
    }

    private static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }

    /** In words: the library says which of its parts failed first. */
    private static String said(Throwable failure) {
        String text = Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName())
                .replaceFirst("^Default\\w+\\[[^\\]]*\\]: ", "").replaceFirst("^Failed \\(\\w+\\) to execute: ", "")
                .replaceFirst("\\.$", "");
        return text.length() > SAID_MAX ? text.substring(0, SAID_MAX) : text;
    }

    @Override
    public void close() {
        client.stop();
    }
}
