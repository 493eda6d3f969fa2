/**
 * X12 itself, without Spring and without business: reading interchanges however bent, checking transaction sets
 * against a dictionary, answering with 997 and TA1, and writing envelopes.
 */
@NullMarked
package io.crossdock.experience.edi.x12;

import org.jspecify.annotations.NullMarked;
