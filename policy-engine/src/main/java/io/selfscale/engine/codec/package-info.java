/**
 * Values as JSON text and back, exactly: a double that is read equals the one that was written, bit by bit. A small
 * reader and writer of our own, because the engine's class path is policy-api and slf4j-api alone (docs/adr/0004).
 */
@NullMarked
package io.selfscale.engine.codec;

import org.jspecify.annotations.NullMarked;
