package io.crossdock.system.connectors;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the roles of a connector that a test of the contract kit proves; the pages of connectors are made of it. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Proves {

    Class<? extends Role>[] value();
}
