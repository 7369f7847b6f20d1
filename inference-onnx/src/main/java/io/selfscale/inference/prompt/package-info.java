/**
 * From a conversation to token ids and their three-axis positions: chat template, tokenizer, placeholders. Start at
 * {@code PromptEncoder}.
 *
 * <p>Text of messages never becomes a special token. The tokenizer library is used without the parts of it that call home
 * or download, see {@code NativeTokenizers}.
 */
@NullMarked
package io.selfscale.inference.prompt;

import org.jspecify.annotations.NullMarked;
