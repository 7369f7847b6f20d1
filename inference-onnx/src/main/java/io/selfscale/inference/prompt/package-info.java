/**
 * From a conversation to token ids and their three-axis positions: chat template, tokenizer, placeholders.
 */
@NullMarked
package io.selfscale.inference.prompt;

import org.jspecify.annotations.NullMarked;
