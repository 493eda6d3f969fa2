/** Documents to partners: numbered, enveloped, kept, and delivered through the effects ledger. */
@NullMarked
package io.crossdock.experience.edi.outgoing;

import org.jspecify.annotations.NullMarked;
