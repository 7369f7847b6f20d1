package io.selfscale.adapter.simulation.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Reads the load of a real service from a saved answer of Prometheus to a range query, plain or compressed with gzip:
 *
 * <pre>{@code
 * curl -G http://HOST:9090/api/v1/query_range --data-urlencode 'query=sum(rate(http_requests_total[1m]))' \
 *   -d start=2026-11-11T00:00:00Z -d end=2026-11-13T00:00:00Z -d step=60 -o load.json
 * }</pre>
 *
 * <p>A sample looks back: it stands for the step that ends at its time, and time zero is the start of the first step. The
 * step is the shortest distance of two samples of a series. The series are added up.
 *
 * <p><b>Missing samples.</b> Where a series has no sample for at most {@value #MOST_HELD} steps between two samples, its
 * last value is held (a counter's increase is spread evenly). Where it has none for longer, before its first and after
 * its last sample, it adds nothing, as in a {@code sum} of Prometheus: its replica was away. Steps of which no series
 * tells anything are no data, and refused unless they are declared to be without arrivals.
 */
public final class PrometheusRange {

    static final int MOST_HELD = 5;

    private static final String HOW_TO_GET_ONE = "; save one with: curl -G http://HOST:9090/api/v1/query_range"
            + " --data-urlencode 'query=sum(rate(http_requests_total[1m]))' -d start=2026-11-11T00:00:00Z"
            + " -d end=2026-11-13T00:00:00Z -d step=60 -o load.json";

    /** What the values are. */
    public enum Meaning {
        /** Requests per second, as {@code rate(...)} gives. */
        RATE,
        /** Requests in the step that ends at the sample, as {@code increase(...)} over one step gives. */
        COUNT,
        /** All requests since the counter began; it begins anew, at 0, wherever it falls. */
        COUNTER
    }

    /** What it means that there are no samples for longer than values are held. */
    public enum Gaps {
        /** It is not known what happened; the file is refused. */
        REFUSED,
        /** Nothing arrived in any step without a sample; nothing is held or spread either. */
        NO_ARRIVALS
    }

    private PrometheusRange() {}

    /**
     * Reads rates, and refuses gaps.
     *
     * @throws TraceFormatException if the file cannot be read, or is no such answer
     */
    public static RateTrace read(Path file) {
        return read(file, Meaning.RATE, Gaps.REFUSED);
    }

    /**
     * Reads an answer.
     *
     * @throws TraceFormatException if the file cannot be read, or is no such answer
     */
    public static RateTrace read(Path path, Meaning meaning, Gaps gaps) {
        Objects.requireNonNull(meaning, "meaning");
        Objects.requireNonNull(gaps, "gaps");
        SourceFile file = new SourceFile(path);
        List<PrometheusSeries> series;
        try (InputStream in = file.open();
                PrometheusAnswer answer = new PrometheusAnswer(file, in, meaning)) {
            series = answer.series();
        } catch (IOException e) {
            throw file.unreadable(1, e);
        } catch (JacksonIOException e) {
            IOException cause = e.getCause();
            throw file.unreadable(line(e), cause == null ? new IOException(e.getMessage(), e) : cause);
        } catch (JacksonException e) {
            throw new TraceFormatException(
                    path + ":" + line(e) + ": expected the JSON of a query_range answer, but found: "
                            + SourceFile.oneLine(e.getOriginalMessage()) + HOW_TO_GET_ONE,
                    e);
        }
        return new PrometheusSum(file, series, meaning, gaps).toTrace();
    }

    private static long line(JacksonException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }

    /** Returns the problem with a file that is something else. */
    static TraceFormatException notAnAnswer(SourceFile file, long line, String expected, String found) {
        return new TraceFormatException(file.broken(line, expected, found).getMessage() + HOW_TO_GET_ONE);
    }
}
