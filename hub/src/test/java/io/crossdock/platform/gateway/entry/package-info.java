@org.jspecify.annotations.NullMarked
package io.crossdock.platform.gateway.entry;
