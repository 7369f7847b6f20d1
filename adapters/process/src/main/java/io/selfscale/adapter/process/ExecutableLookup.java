package io.selfscale.adapter.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the program that a command names, as a shell does: a word with a separator is a path, any other is looked for in
 * the folders of {@code PATH}.
 *
 * @param folders the folders of {@code PATH}, first match wins
 * @param suffixes what may be left out of the name of a program; the empty one first
 */
record ExecutableLookup(List<Path> folders, List<String> suffixes) {
    ExecutableLookup {
        folders = List.copyOf(folders);
        suffixes = List.copyOf(suffixes);
    }

    /**
     * Returns a lookup by the variables of an environment.
     *
     * @param path the value of {@code PATH}, or empty
     * @param pathExt the value of {@code PATHEXT}, which Windows has, or empty
     */
    static ExecutableLookup of(String path, String pathExt) {
        List<Path> folders = Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .flatMap(folder -> toPath(folder).stream())
                .toList();
        List<String> suffixes = Stream.concat(Stream.of(""), Stream.of(pathExt.split(";")))
                .distinct()
                .toList();
        return new ExecutableLookup(folders, suffixes);
    }

    /** Returns the absolute path of the program, or nothing if there is no executable file of that name. */
    Optional<Path> find(String word) {
        Optional<Path> path = word.isBlank() ? Optional.empty() : toPath(word);
        if (path.isEmpty()) {
            return path;
        }
        if (isPath(word)) {
            return firstExecutable(path.get().toAbsolutePath());
        }
        return folders.stream()
                .flatMap(folder -> firstExecutable(folder.resolve(word).toAbsolutePath()).stream())
                .findFirst();
    }

    /** Tells whether a word names a file rather than a program to look for. */
    static boolean isPath(String word) {
        return word.indexOf('/') >= 0 || word.indexOf(File.separatorChar) >= 0;
    }

    private Optional<Path> firstExecutable(Path path) {
        return suffixes.stream()
                .map(suffix -> path.resolveSibling(path.getFileName() + suffix))
                .filter(candidate -> Files.isRegularFile(candidate) && Files.isExecutable(candidate))
                .findFirst();
    }

    /** A text that is no path, such as one with a NUL in it, names nothing. */
    private static Optional<Path> toPath(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
