package io.selfscale.engine.journal;

import io.selfscale.engine.codec.DecisionCodec;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.codec.ObservationCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.spi.Journal;
import java.io.IOException;
import java.io.Writer;
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

    private final Writer file;

    private JsonLinesJournal(Writer file) {
        this.file = file;
    }

    /**
     * Opens a journal for appending, and creates it if there is none.
     *
     * @throws IOException if the file cannot be opened
     */
    public static JsonLinesJournal open(Path path) throws IOException {
        return new JsonLinesJournal(Files.newBufferedWriter(
                path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
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
        line.put("state", new JsonWriter.Raw(state));
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

    private void write(Map<String, Object> line) throws IOException {
        file.write(JsonWriter.write(line) + "\n");
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
