/**
 * From the bytes of an image to the patches that the vision tower reads: decoding within limits, the size, the resize, the order of the numbers.
 */
@NullMarked
package io.selfscale.inference.image;

import org.jspecify.annotations.NullMarked;
