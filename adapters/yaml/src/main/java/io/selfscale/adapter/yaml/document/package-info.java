/** The descriptions of everything a policy file can say. */
@NullMarked
package io.selfscale.adapter.yaml.document;

import org.jspecify.annotations.NullMarked;
