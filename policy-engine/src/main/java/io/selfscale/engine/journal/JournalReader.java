package io.selfscale.engine.journal;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.codec.ObservationCodec;
import io.selfscale.engine.file.SealedLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a journal that {@link JsonLinesJournal} wrote. */
public final class JournalReader {

    private JournalReader() {}

    /**
     * Returns the entries of one file, oldest first; line {@code n} of the file is entry {@code n - 1}. A last line
     * without its end, as a crash leaves it, is left out.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if a whole line is damaged or not an entry, with its number
     */
    public static List<JournalEntry> read(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        List<JournalEntry> entries = new ArrayList<>();
        boolean sealed = false;
        int start = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] != '\n') {
                continue;
            }
            try {
                sealed = isSealed(bytes, start, end, sealed);
                entries.add(entry(JsonReader.readObject(text(bytes, start, end))));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(path + ":" + (entries.size() + 1) + ": " + e.getMessage(), e);
            }
            start = end + 1;
        }
        return entries;
    }

    /**
     * Returns the entries of a journal and of the files that its rotation left, oldest first.
     *
     * @param path the present file
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if a whole line is damaged or not an entry, with its file and number
     */
    public static List<JournalEntry> readRotated(Path path) throws IOException {
        int oldest = 0;
        while (Files.exists(Rotation.older(path, oldest + 1))) {
            oldest++;
        }
        List<JournalEntry> entries = new ArrayList<>();
        for (int age = oldest; age >= 1; age--) {
            entries.addAll(read(Rotation.older(path, age)));
        }
        entries.addAll(read(path));
        return entries;
    }

    /** Checks the seal of a line. Lines without one are those of an earlier version: none comes after one with a seal. */
    private static boolean isSealed(byte[] bytes, int start, int end, boolean sealedBefore) {
        return switch (SealedLine.check(bytes, start, end)) {
            case INTACT -> true;
            case BROKEN -> throw new IllegalArgumentException("damaged: the checksum of the line is wrong");
            case NONE -> {
                if (sealedBefore) {
                    throw new IllegalArgumentException("damaged: the line has no checksum, as those before it have");
                }
                yield false;
            }
        };
    }

    /** Decodes line by line: a torn last line may end within a character. */
    private static String text(byte[] bytes, int start, int end) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not valid UTF-8", e);
        }
    }

    private static JournalEntry entry(JsonObject line) {
        String type = line.string("type");
        return switch (type) {
            case "specification" -> new JournalEntry.Specification(line.instant("wall_time"), line.string("text"));
            case "decision" ->
                new JournalEntry.Decided(
                        ObservationCodec.decode(line.object("observation")),
                        line.get("decision") instanceof Map<?, ?> decision ? decision : null);
            case "snapshot" ->
                new JournalEntry.Snapshot(
                        line.get("state") instanceof String text ? text : JsonWriter.write(line.get("state")));
            case "outcome" ->
                new JournalEntry.Outcome(line.get("outcome") instanceof Map<?, ?> outcome ? outcome : Map.of());
            default ->
                throw new IllegalArgumentException(
                        "\"type\" must be specification, decision, snapshot or outcome but was " + type);
        };
    }
}
