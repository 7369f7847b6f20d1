/**
 * Leases: of several autoscalers for one target, the one that holds the lease decides, the others stand by. {@link
 * io.selfscale.engine.lease.InMemoryLease} is for several within one process, {@link
 * io.selfscale.engine.lease.FileLease} for several that share a folder.
 */
@NullMarked
package io.selfscale.engine.lease;

import org.jspecify.annotations.NullMarked;
