package io.selfscale.adapter.yaml.tree;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.finding.Findings;
import io.selfscale.adapter.yaml.finding.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Parses YAML 1.2 text into documents, within {@link TreeLimits}. Whatever the text is, the outcome is documents and
 * findings. After a syntax error the documents below it are still read.
 */
public final class YamlText {

    /** The start of a document, which no content of a document can contain. */
    private static final Pattern DOCUMENT_START = Pattern.compile("^---(?=\\s|$)", Pattern.MULTILINE);

    private final String text;
    private final Findings findings;
    private final List<YamlDocument> documents = new ArrayList<>();
    private int linesBefore;
    private @Nullable Position lastError;

    private YamlText(String text, Findings findings) {
        this.text = text;
        this.findings = findings;
    }

    /** Returns the documents of a text, and adds what is wrong with it to {@code findings}. */
    public static List<YamlDocument> parse(String text, Findings findings) {
        if (text.length() > TreeLimits.LONGEST_TEXT) {
            findings.add(
                    FindingCode.TOO_LARGE,
                    Position.START,
                    "",
                    "a policy file may have " + TreeLimits.LONGEST_TEXT + " characters but this one has "
                            + text.length(),
                    "Split it into several files.");
            return List.of();
        }
        YamlText parse = new YamlText(text.startsWith("\uFEFF") ? text.substring(1) : text, findings);
        parse.parseAll();
        return List.copyOf(parse.documents);
    }

    private void parseAll() {
        int from = 0;
        // Each pass finds one error at least, or one again that was found before.
        for (int pass = 0; from >= 0 && pass < 2 * Findings.MOST; pass++) {
            Position problem = parseFrom(from);
            if (problem == null) {
                return;
            }
            documents.add(new YamlDocument(null, false));
            from = startAfter(from, problem.line());
        }
    }

    /** Parses from an offset on, and returns where that ended with an error, or null. */
    private @Nullable Position parseFrom(int offset) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(findings.file())
                .setParseComments(false)
                .setCodePointLimit(TreeLimits.LONGEST_TEXT)
                .build();
        String rest = text.substring(offset);
        TreeBuilder builder = new TreeBuilder(findings, linesBefore, documents::add);
        try {
            ParserImpl parser = new ParserImpl(settings, new StreamReader(settings, rest));
            while (parser.hasNext()) {
                Position tooMuch = builder.take(parser.next());
                if (tooMuch != null) {
                    return tooMuch;
                }
            }
            return null;
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            Position position = mark == null
                    ? builder.last()
                    : new Position(linesBefore + mark.getLine() + 1, mark.getColumn() + 1);
            String problem = e.getProblem() == null ? "" : e.getProblem();
            String context = e.getContext() == null ? "" : e.getContext() + ": ";
            return syntax(position, context + problem);
        } catch (ReaderException e) {
            return syntax(
                    positionOf(rest, e.getPosition()),
                    String.format("the character U+%04X is not allowed", e.getCodePoint()));
        } catch (RuntimeException e) {
            // A parser that fails on a text has no more to say about it than that.
            return syntax(builder.last(), "the text cannot be parsed: " + e.getMessage());
        }
    }

    private Position syntax(Position position, String message) {
        if (position.equals(lastError)) {
            return position;
        }
        lastError = position;
        findings.add(
                FindingCode.SYNTAX,
                position,
                "",
                message.replaceAll("\\s+", " "),
                "Check indentation, quotes and brackets here and on the line before.");
        return position;
    }

    private Position positionOf(String rest, int codePoints) {
        int line = linesBefore + 1;
        int column = 1;
        int end = rest.offsetByCodePoints(0, Math.min(codePoints, rest.codePointCount(0, rest.length())));
        for (int i = 0; i < end; i++) {
            if (rest.charAt(i) == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(rest.charAt(i))) {
                column++;
            }
        }
        return new Position(line, column);
    }

    /** Returns the offset of the first document that starts after an offset, on a line or below it, or -1. */
    private int startAfter(int from, int line) {
        int at = from;
        int lines = linesBefore;
        while (lines < line - 1) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                return -1;
            }
            at = end + 1;
            lines++;
        }
        // An error may be on the very line on which the next document starts, because the one before is not complete.
        Matcher next = DOCUMENT_START.matcher(text);
        if (!next.find(at == from ? Math.min(text.length(), from + 1) : at)) {
            return -1;
        }
        for (int i = at; i < next.start(); i++) {
            lines += text.charAt(i) == '\n' ? 1 : 0;
        }
        linesBefore = lines;
        return next.start();
    }
}
