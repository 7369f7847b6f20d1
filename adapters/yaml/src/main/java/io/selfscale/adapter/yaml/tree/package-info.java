/** YAML text as a tree of nodes that know their positions, within limits of size, depth and repetition. */
@NullMarked
package io.selfscale.adapter.yaml.tree;

import org.jspecify.annotations.NullMarked;
