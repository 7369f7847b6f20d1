package io.selfscale.inference.prompt;

/**
 * A token that a tokenizer looks for in the text itself, before it splits it.
 *
 * @param id its id
 * @param text its text, not empty
 * @param special whether it is left out when ids are turned back into text
 */
public record AddedToken(int id, String text, boolean special) {}
