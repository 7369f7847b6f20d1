package io.selfscale.inference.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The methods of Python strings that chat templates call. */
final class PythonStrings {

    private PythonStrings() {}

    /**
     * Calls a method.
     *
     * @return what it gives, or null if there is no such method with such arguments
     */
    static @Nullable Object call(String self, String method, List<? extends @Nullable Object> arguments) {
        Object argument = arguments.isEmpty() ? null : arguments.get(0);
        String first = argument == null ? null : argument.toString();
        return switch (method) {
            case "startswith" -> first == null ? null : (Object) self.startsWith(first);
            case "endswith" -> first == null ? null : (Object) self.endsWith(first);
            case "strip" -> strip(self, first, true, true);
            case "lstrip" -> strip(self, first, true, false);
            case "rstrip" -> strip(self, first, false, true);
            case "upper" -> self.toUpperCase(Locale.ROOT);
            case "lower" -> self.toLowerCase(Locale.ROOT);
            case "split" -> split(self, first);
            case "replace" ->
                first == null || arguments.size() != 2 ? null : self.replace(first, String.valueOf(arguments.get(1)));
            case "find" -> first == null ? null : (Object) (long) self.indexOf(first);
            default -> null;
        };
    }

    /** Takes away leading and trailing characters of a set, or white space. */
    private static String strip(String text, @Nullable String set, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && strips(text.charAt(from), set)) {
            from++;
        }
        while (right && to > from && strips(text.charAt(to - 1), set)) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean strips(char c, @Nullable String set) {
        return set != null ? set.indexOf(c) >= 0 : Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static @Nullable List<String> split(String text, @Nullable String separator) {
        List<String> parts = new ArrayList<>();
        if (separator == null) {
            for (String word : strip(text, null, true, true).split("\\s+", -1)) {
                if (!word.isEmpty()) {
                    parts.add(word);
                }
            }
            return parts;
        }
        if (separator.isEmpty()) {
            return null;
        }
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }
}
