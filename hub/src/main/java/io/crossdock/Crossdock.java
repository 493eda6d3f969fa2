package io.crossdock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * The hub: one process of one installation. Several may run on one database. Beans are named by their whole class name,
 * because modules do not know each other's package-private names.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Crossdock {

    public static void main(String[] arguments) {
        SpringApplication.run(Crossdock.class, arguments);
    }
}
