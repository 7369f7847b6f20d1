package io.selfscale.engine.journal;

import io.selfscale.engine.codec.DecisionCodec;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.codec.ObservationCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.spi.Journal;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A journal of one JSON object per line, appended to a file: {@code {"type":"decision",...}}, {@code "snapshot"} and
 * {@code "outcome"}. A decision that repeats the last one is written as its observation and {@code "repeat":true}. Each
 * line is flushed to the operating system when it is written; a torn last line is ignored when it is read. Not safe for
 * concurrent use.
 */
public final class JsonLinesJournal implements Journal {

    private static final int BLOCK_BYTES = 8192;

    private final Writer file;

    private JsonLinesJournal(Writer file) {
        this.file = file;
    }

    /**
     * Opens a journal for appending, and creates it if there is none. A torn last line is cut off.
     *
     * @throws IOException if the file cannot be opened
     */
    public static JsonLinesJournal open(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            cutTornLine(path);
        }
        return new JsonLinesJournal(Files.newBufferedWriter(
                path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** Cuts off a last line without its end, as a crash leaves it: the next one must not be appended to it. */
    private static void cutTornLine(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = endOfLastLine(file);
            if (end < file.size()) {
                file.truncate(end);
            }
        }
    }

    private static long endOfLastLine(FileChannel file) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        long end = file.size();
        while (end > 0) {
            long start = Math.max(0, end - BLOCK_BYTES);
            int length = (int) (end - start);
            block.clear().limit(length);
            int read = 0;
            while (block.hasRemaining() && read >= 0) {
                read = file.read(block, start + block.position());
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    @Override
    public void decided(Observation observation, Decision decision) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", "decision");
        line.put("observation", ObservationCodec.encode(observation));
        if (decision.isRepeat()) {
            line.put("repeat", true);
        } else {
            line.put("decision", DecisionCodec.encode(decision));
        }
        write(line);
    }

    @Override
    public void snapshot(Instant wallTime, String state) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", "snapshot");
        line.put("wall_time", wallTime.toString());
        line.put("state", isOneLineObject(state) ? new JsonWriter.Raw(state) : state);
        write(line);
    }

    @Override
    public void ordered(Instant wallTime, OrderOutcome outcome) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", "outcome");
        line.put("wall_time", wallTime.toString());
        line.put("outcome", ObservationCodec.encode(outcome));
        write(line);
    }

    /** Tells whether a state can go in as it is; one of another format goes in as a string. */
    private static boolean isOneLineObject(String state) {
        if (!state.startsWith("{") || state.indexOf('\n') >= 0) {
            return false;
        }
        try {
            JsonReader.readObject(state);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void write(Map<String, Object> line) throws IOException {
        file.write(JsonWriter.write(line) + "\n");
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
