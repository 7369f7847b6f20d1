/**
 * Files that survive a crash: lines that carry their own checksum, files that are replaced as a whole, and the few
 * operations of a disk that both rest on. Not exported; journals, state stores and leases are made of it.
 */
@NullMarked
package io.selfscale.engine.file;

import org.jspecify.annotations.NullMarked;
