package io.selfscale.adapter.simulation.trace;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads an answer of Prometheus as a stream; only the samples are kept. Not safe for concurrent use. */
final class PrometheusAnswer implements AutoCloseable {

    private static final double MAX_UNIX_SECONDS = 1e11;
    private static final double MAX_COUNTER = 0x1p53;

    private final SourceFile file;
    private final JsonParser json;
    private final double maxValue;
    private final List<PrometheusSeries> series = new ArrayList<>();
    private int samples;
    private boolean seenResult;
    private @Nullable String status;
    private @Nullable String error;

    PrometheusAnswer(SourceFile file, InputStream in, PrometheusRange.Meaning meaning) {
        this.file = file;
        this.json = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), in);
        this.maxValue = meaning == PrometheusRange.Meaning.COUNTER ? MAX_COUNTER : Trace.MAX_VALUE;
    }

    @Override
    public void close() {
        json.close();
    }

    /** Reads all of it and returns the series; at least one. */
    List<PrometheusSeries> series() {
        if (json.nextToken() == null) {
            throw notAnAnswer("the answer to a query_range", "an empty file");
        }
        expect(JsonToken.START_OBJECT, "an object with status and data");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "status" -> status = json.getValueAsString();
                case "error" -> error = json.getValueAsString();
                case "data" -> data();
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw notAnAnswer("the end of the file after the answer", token());
        }
        if (!"success".equals(status)) {
            String reason = error == null ? "" : " (" + SourceFile.quote(error) + ")";
            throw notAnAnswer(
                    "the status \"success\"",
                    (status == null ? "no status" : "the status " + SourceFile.quote(status)) + reason);
        }
        if (!seenResult) {
            throw notAnAnswer("data with a result", "none");
        }
        if (samples == 0) {
            throw notAnAnswer("at least one series with samples", "none: the query matched nothing in that range");
        }
        return series;
    }

    private void data() {
        expect(JsonToken.START_OBJECT, "data to be an object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "resultType" -> requireMatrix();
                case "result" -> result();
                default -> json.skipChildren();
            }
        }
    }

    private void requireMatrix() {
        String type = json.getValueAsString();
        if (!"matrix".equals(type)) {
            throw notAnAnswer(
                    "the resultType \"matrix\" of a query over a range", SourceFile.quote(String.valueOf(type)));
        }
    }

    private void result() {
        expect(JsonToken.START_ARRAY, "result to be a list of series");
        seenResult = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(JsonToken.START_OBJECT, "a series, an object with metric and values");
            series.add(oneSeries());
        }
        series.removeIf(each -> each.size() == 0);
    }

    private PrometheusSeries oneSeries() {
        PrometheusSeries one = new PrometheusSeries();
        boolean values = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "values" -> {
                    values = true;
                    expect(JsonToken.START_ARRAY, "values to be a list of [time, \"value\"]");
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        sample(one);
                    }
                }
                case "value" ->
                    throw notAnAnswer("values over a range", "a single value, the answer to an instant query");
                case "histograms" ->
                    throw notAnAnswer("numbers", "histograms; ask for their rate, as in histogram_count(rate(...))");
                default -> json.skipChildren();
            }
        }
        if (!values) {
            throw notAnAnswer("values in each series", "none");
        }
        return one;
    }

    private void sample(PrometheusSeries one) {
        expect(JsonToken.START_ARRAY, "a sample [time, \"value\"]");
        json.nextToken();
        double seconds = number();
        if (!(seconds >= 0 && seconds <= MAX_UNIX_SECONDS)) {
            throw broken("a time in seconds since 1970", token());
        }
        if (one.size() > 0 && seconds <= one.lastSeconds()) {
            throw broken("a time after the previous sample's " + SourceFile.plain(one.lastSeconds()), token());
        }
        json.nextToken();
        double value = number();
        if (!(value >= 0 && value <= maxValue)) {
            throw broken("a number from 0 to " + SourceFile.plain(maxValue), token());
        }
        json.nextToken();
        expect(JsonToken.END_ARRAY, "a sample [time, \"value\"] to end after two entries");
        if (samples >= Trace.MAX_ROWS) {
            throw broken("at most " + Trace.MAX_ROWS + " samples", "more");
        }
        one.add(seconds, value);
        samples++;
    }

    /** Returns the number at hand, in quotes or not; NaN if it is none. */
    private double number() {
        JsonToken token = json.currentToken();
        return token == JsonToken.VALUE_STRING || (token != null && token.isNumeric())
                ? NumberText.parse(json.getString())
                : Double.NaN;
    }

    private void expect(JsonToken expected, String text) {
        if (json.currentToken() != expected) {
            throw notAnAnswer(text, token());
        }
    }

    private String token() {
        JsonToken token = json.currentToken();
        return token == null ? "the end" : SourceFile.quote(String.valueOf(json.getString()));
    }

    private TraceFormatException broken(String expected, String found) {
        // These files are mostly one line.
        int column = json.currentTokenLocation().getColumnNr();
        return file.broken(json.currentTokenLocation().getLineNr(), expected, found + " at column " + column);
    }

    private TraceFormatException notAnAnswer(String expected, String found) {
        return PrometheusRange.notAnAnswer(
                file, Math.max(1, json.currentTokenLocation().getLineNr()), expected, found);
    }
}
