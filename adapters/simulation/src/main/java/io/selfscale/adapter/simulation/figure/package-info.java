/** The figures by which runs are compared (semantics section 12). */
@NullMarked
package io.selfscale.adapter.simulation.figure;

import org.jspecify.annotations.NullMarked;
