package io.crossdock.platform.transports;

import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.core.remoting.impl.ssl.DefaultSSLContextFactory;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextConfig;

/**
 * Gives Artemis's client the TLS of its line as it is, so that no key lies in a file for it. Java's service loader makes it;
 * lines that bring none are as they were.
 */
public final class ArtemisTls extends DefaultSSLContextFactory {

    /** Where the settings of a line have it. */
    static final String CONTEXT = "crossdockTls";

    private static final int BEFORE_THE_LIBRARY_S_OWN = 100;

    @Override
    public SSLContext getSSLContext(SSLContextConfig config, Map<String, Object> line) throws Exception {
        return line.get(CONTEXT) instanceof SSLContext ours ? ours : super.getSSLContext(config, line);
    }

    @Override
    public int getPriority() {
        return BEFORE_THE_LIBRARY_S_OWN;
    }
}
