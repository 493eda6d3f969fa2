/** Maps as data: JSONata between X12 in neutral JSON and the business documents, with the few functions they need. */
@NullMarked
package io.crossdock.experience.edi.maps;

import org.jspecify.annotations.NullMarked;
