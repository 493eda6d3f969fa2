/** The distributor itself: items, accounts, contracts and places, all grown from a seed. */
@NullMarked
package io.crossdock.estate.world;

import org.jspecify.annotations.NullMarked;
