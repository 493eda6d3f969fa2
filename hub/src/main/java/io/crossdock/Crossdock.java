package io.crossdock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The hub: one process of one installation. Several may run on one database. */
@SpringBootApplication
public class Crossdock {

    public static void main(String[] arguments) {
        SpringApplication.run(Crossdock.class, arguments);
    }
}
