package io.crossdock.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParentWatchTest {

    @Test
    void theEndOfTheParentIsTheEndOfTheHubAndNothingElseIs() throws IOException, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        PipedOutputStream parent = new PipedOutputStream();
        new ParentWatch(new PipedInputStream(parent), ended::countDown).start();
        parent.write("a parent may write what it likes\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        parent.flush();
        assertThat(ended.getCount()).isEqualTo(1);
        parent.close();
        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    }
}
