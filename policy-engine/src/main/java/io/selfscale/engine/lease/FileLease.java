package io.selfscale.engine.lease;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.file.Disk;
import io.selfscale.engine.file.ReplacedFile;
import io.selfscale.engine.file.SealedLine;
import io.selfscale.policy.spi.Lease;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lease among autoscalers that share a folder: a record with the holder, its token and the time it expires, replaced
 * as a whole under a lock on a file beside it, {@code NAME.lock}. The token is kept in the record for ever, so that each
 * holder gets a greater one, restarts and crashes included.
 *
 * <p>The expiry is wall-clock time: the clocks of the machines should agree within a fraction of the lease. Where they
 * do not, two may hold the lease for as long as they differ, and it is the fencing token that keeps the former holder
 * from doing anything. File locks must work in the folder, as they do on local file systems and on NFS from version 4.
 *
 * <p>Not safe for concurrent use; several in one process, or in several, are.
 */
public final class FileLease implements Lease {

    /**
     * Lock files that a lease of this process is using. File locks belong to the process, and closing any channel of a
     * file may release them, so leases of one process must keep off each other before they open it.
     */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final String holder;
    private final Clock clock;
    private final Disk disk;
    private boolean closed;

    /**
     * Creates a contender.
     *
     * @param path the record; its folder must be there
     * @param holder who this is: unique among all contenders, also over time, such as a host name, a process id and a
     *     start time; not blank
     * @param clock the wall clock
     */
    public FileLease(Path path, String holder, Clock clock) {
        this(path, holder, clock, Disk.system());
    }

    FileLease(Path path, String holder, Clock clock, Disk disk) {
        if (holder.isBlank()) {
            throw new IllegalArgumentException("the holder of a lease must not be blank");
        }
        this.path = path;
        this.holder = holder;
        this.clock = clock;
        this.disk = disk;
    }

    @Override
    public OptionalLong hold(Duration length) throws IOException {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("the length of a lease must be positive but was " + length);
        }
        if (closed) {
            throw new IOException("the lease " + path + " was closed");
        }
        return locked(record -> {
            Instant now = clock.instant();
            long token = 1;
            if (record != null) {
                boolean expired = !now.isBefore(record.expires());
                if (!expired && !record.holder().equals(holder)) {
                    return OptionalLong.empty();
                }
                token = expired ? Math.addExact(record.token(), 1) : record.token();
            }
            write(new Entry(holder, token, now.plus(length)));
            return OptionalLong.of(token);
        });
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        locked(record -> {
            if (record != null
                    && record.holder().equals(holder)
                    && clock.instant().isBefore(record.expires())) {
                write(new Entry(holder, record.token(), Instant.EPOCH));
            }
            return OptionalLong.empty();
        });
    }

    private OptionalLong locked(Change change) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(path + " cannot be a lease: it has no folder");
        }
        Path lockFile = folder.toRealPath().resolve(path.getFileName() + ".lock");
        if (!IN_USE.add(lockFile)) {
            throw new IOException(
                    "another lease of this process is using " + lockFile + "; the next attempt may succeed");
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("the lock " + lockFile + " was lost");
            }
            return change.apply(read());
        } finally {
            IN_USE.remove(lockFile);
        }
    }

    private @Nullable Entry read() throws IOException {
        Optional<ReplacedFile.Content> content = ReplacedFile.read(path);
        if (content.isEmpty()) {
            return null;
        }
        if (content.get().seal() != SealedLine.Seal.INTACT) {
            throw new IOException(
                    "the lease " + path + " is damaged. Stop every autoscaler that uses it, and replace it "
                            + "by one with a greater token than any before, or remove it if no pool keeps tokens");
        }
        try {
            JsonObject json = JsonReader.readObject(content.get().line());
            return new Entry(json.string("holder"), json.integer("token"), json.instant("expires"));
        } catch (IllegalArgumentException e) {
            throw new IOException(path + " is not a lease: " + e.getMessage(), e);
        }
    }

    private void write(Entry record) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "lease");
        json.put("holder", record.holder());
        json.put("token", record.token());
        json.put("expires", record.expires().toString());
        new ReplacedFile(disk, path).replace(SealedLine.seal(JsonWriter.write(json)));
    }

    /** What is done to the record under the lock. */
    @FunctionalInterface
    private interface Change {
        OptionalLong apply(@Nullable Entry record) throws IOException;
    }

    /**
     * Who holds the lease.
     *
     * @param holder the last holder
     * @param token its token
     * @param expires when it expires
     */
    private record Entry(String holder, long token, Instant expires) {}
}
