package io.selfscale.engine.journal;

import io.selfscale.engine.codec.DecisionCodec;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.codec.ObservationCodec;
import io.selfscale.engine.file.Disk;
import io.selfscale.engine.file.SealedLine;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.spi.Journal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A journal of one JSON object per line, appended to a file: {@code {"type":"specification",...}}, {@code "snapshot"},
 * {@code "decision"} and {@code "outcome"}. A decision that repeats the last one is written as its observation and
 * {@code "repeat":true}.
 *
 * <p><b>After a crash.</b> Every line ends with a checksum of itself, {@code "crc"}. Each goes to the operating system
 * in one write as soon as there is one, so that it survives the death of the process; specifications, snapshots,
 * outcomes and decisions with orders are forced to disk, so that they survive a loss of power. Opening cuts off what a
 * crash tore; a damaged line before sound ones stays, and is reported when it is read. A write that failed half-way is
 * taken back before the next one. Lines of earlier versions, without a checksum, stay readable, and are appended to.
 *
 * <p><b>Rotation</b>, if asked for: once the file has a size, the next snapshot goes into a new one, after the
 * specification; the old one gets the ending {@code .1}, the one before that {@code .2}, and so on. So each file can be
 * replayed by itself.
 *
 * <p>One writer at a time. Not safe for concurrent use.
 */
public final class JsonLinesJournal implements Journal {

    private final Path path;
    private final Rotation rotation;
    private final Disk disk;
    private FileChannel file;
    private long end;
    private boolean torn;
    private boolean closed;
    private @Nullable String specification;

    private JsonLinesJournal(Path path, Rotation rotation, Disk disk) throws IOException {
        this.path = path;
        this.rotation = rotation;
        this.disk = disk;
        this.file = openAtEnd();
    }

    /**
     * Opens a journal for appending, and creates it if there is none. What a crash tore at its end is cut off.
     *
     * @throws IOException if the file cannot be opened, or is no journal
     */
    public static JsonLinesJournal open(Path path) throws IOException {
        return open(path, Rotation.NEVER, Disk.system());
    }

    /**
     * Opens a journal that goes on in a new file whenever one is large enough.
     *
     * @param maxBytes size from which on the next snapshot begins a new file, at least 1; a file becomes larger by what
     *     is written between two snapshots
     * @param files files that are kept, the present one included, at least 2
     * @throws IOException if the file cannot be opened, or is no journal
     */
    public static JsonLinesJournal open(Path path, long maxBytes, int files) throws IOException {
        return open(path, new Rotation(maxBytes, files), Disk.system());
    }

    static JsonLinesJournal open(Path path, Rotation rotation, Disk disk) throws IOException {
        return new JsonLinesJournal(path, rotation, disk);
    }

    private FileChannel openAtEnd() throws IOException {
        FileChannel opened =
                disk.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            end = JournalTail.cut(path, opened);
            torn = false;
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public void specified(Instant wallTime, String text) throws IOException {
        specification = text;
        writeSpecification(wallTime, text);
    }

    private void writeSpecification(Instant wallTime, String text) throws IOException {
        Map<String, Object> line = line("specification");
        line.put("wall_time", wallTime.toString());
        line.put("text", text);
        write(line, /* forced= */ true);
    }

    @Override
    public void decided(Observation observation, Decision decision) throws IOException {
        Map<String, Object> line = line("decision");
        line.put("observation", ObservationCodec.encode(observation));
        if (decision.isRepeat()) {
            line.put("repeat", true);
        } else {
            line.put("decision", DecisionCodec.encode(decision));
        }
        write(line, /* forced= */ !decision.orders().isEmpty());
    }

    @Override
    public void snapshot(Instant wallTime, String state) throws IOException {
        if (!closed && end >= rotation.maxBytes()) {
            rotate(wallTime);
        }
        Map<String, Object> line = line("snapshot");
        line.put("wall_time", wallTime.toString());
        line.put("state", EmbeddedText.of(state));
        write(line, /* forced= */ true);
    }

    @Override
    public void ordered(Instant wallTime, OrderOutcome outcome) throws IOException {
        Map<String, Object> line = line("outcome");
        line.put("wall_time", wallTime.toString());
        line.put("outcome", ObservationCodec.encode(outcome));
        write(line, /* forced= */ true);
    }

    private static Map<String, Object> line(String type) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", type);
        return line;
    }

    private void rotate(Instant wallTime) throws IOException {
        file.close();
        for (int age = rotation.files() - 2; age >= 1; age--) {
            Path older = Rotation.older(path, age);
            if (Files.exists(older)) {
                disk.move(older, Rotation.older(path, age + 1));
            }
        }
        disk.move(path, Rotation.older(path, 1));
        file = openAtEnd();
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            disk.forceDirectory(parent);
        }
        if (specification != null) {
            writeSpecification(wallTime, specification);
        }
    }

    private void write(Map<String, Object> line, boolean forced) throws IOException {
        FileChannel channel = channel();
        if (torn) {
            // The last write failed half-way, on a full disk for instance: this line must not be appended to its rest.
            channel.truncate(end);
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(SealedLine.seal(JsonWriter.write(line)) + "\n");
        long position = end;
        torn = true;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        torn = false;
        end = position;
        if (forced) {
            channel.force(false);
        }
    }

    /** Returns the file, opened again if a rotation failed half-way or an interrupt closed it. */
    private FileChannel channel() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (!file.isOpen()) {
            file = openAtEnd();
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        file.close();
    }
}
