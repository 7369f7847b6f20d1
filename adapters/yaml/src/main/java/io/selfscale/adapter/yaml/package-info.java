/** Scaling policies as YAML files: start at {@link io.selfscale.adapter.yaml.PolicyReader}, or at {@link
 * io.selfscale.adapter.yaml.PolicyFiles} for files that change while they are in use. */
@NullMarked
package io.selfscale.adapter.yaml;

import org.jspecify.annotations.NullMarked;
