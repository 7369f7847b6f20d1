package io.selfscale.adapter.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker runs, with the placeholders {@code {port}}, {@code {index}}, {@code {device}} and {@code {id}}. Braces
 * with anything but lower-case letters between them, and those after a dollar sign, mean nothing.
 *
 * @param words program and arguments; the program without placeholders
 * @param environment variables to add, whose values may have placeholders
 * @param devices what {@code {device}} stands for: the entry at the worker's index modulo their number
 */
record WorkerCommand(List<String> words, Map<String, String> environment, List<String> devices) {
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{[a-z]+}");
    private static final List<String> KNOWN = List.of("{port}", "{index}", "{device}", "{id}");

    WorkerCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        devices = List.copyOf(devices);
    }

    /** Returns what is wrong with the placeholders; empty if nothing is. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!words.isEmpty() && PLACEHOLDER.matcher(words.get(0)).find()) {
            problems.add("the program of a worker command must not have placeholders but was '" + words.get(0) + "'");
        }
        words.stream().skip(1).forEach(word -> check(word, problems));
        environment.values().forEach(value -> check(value, problems));
        return problems;
    }

    private void check(String text, List<String> problems) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String name = text.substring(matcher.start(), matcher.end());
            if (!KNOWN.contains(name)) {
                problems.add("placeholders must be {port}, {index}, {device} or {id} but one was " + name + " in '"
                        + text + "'");
            } else if (name.equals("{device}") && devices.isEmpty()) {
                problems.add("{device} needs at least one device but none was given, in '" + text + "'");
            }
        }
    }

    /** Returns the same command with another program. */
    WorkerCommand withProgram(String program) {
        List<String> changed = new ArrayList<>(words);
        changed.set(0, program);
        return new WorkerCommand(changed, environment, devices);
    }

    /** Returns what one worker runs. */
    Launch launch(String id, int index, int port) {
        Map<String, String> variables = new LinkedHashMap<>();
        environment.forEach((name, value) -> variables.put(name, fill(value, id, index, port)));
        return new Launch(
                words.stream().map(word -> fill(word, id, index, port)).toList(), variables);
    }

    private String fill(String text, String id, int index, int port) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group()) {
                            case "{port}" -> Integer.toString(port);
                            case "{index}" -> Integer.toString(index);
                            case "{device}" -> devices.get(index % devices.size());
                            case "{id}" -> id;
                            default -> throw new AssertionError(match.group());
                        }));
    }
}
