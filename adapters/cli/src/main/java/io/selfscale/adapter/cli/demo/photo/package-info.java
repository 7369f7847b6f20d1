/**
 * The photos that the demo sends, and what a worker finds out about one. {@link
 * io.selfscale.adapter.cli.demo.photo.ProductPhotos} draws them once, at several sizes, as real PNG files; {@link
 * io.selfscale.adapter.cli.demo.photo.PhotoAnalysis} decodes, resizes and measures one, which costs real processor
 * time in proportion to its size. Nothing here needs a screen.
 */
@NullMarked
package io.selfscale.adapter.cli.demo.photo;

import org.jspecify.annotations.NullMarked;
