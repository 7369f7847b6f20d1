package io.selfscale.adapter.yaml.tree;

import org.jspecify.annotations.Nullable;

/**
 * One document of a file.
 *
 * @param root its content, or null if it is empty or could not be parsed
 * @param isSound whether it was parsed without an error
 */
public record YamlDocument(@Nullable YamlNode root, boolean isSound) {}
