/** Descriptions of values in policy files. A description is written once, and reads values, writes them, and
 * documents them as text and as a JSON Schema. */
@NullMarked
package io.selfscale.adapter.yaml.form;

import org.jspecify.annotations.NullMarked;
