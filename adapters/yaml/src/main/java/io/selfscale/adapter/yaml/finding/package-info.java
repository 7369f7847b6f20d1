/** What is wrong with a policy file, or worth knowing about it, and where. */
@NullMarked
package io.selfscale.adapter.yaml.finding;

import org.jspecify.annotations.NullMarked;
