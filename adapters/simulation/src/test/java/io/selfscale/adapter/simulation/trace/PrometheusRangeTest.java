package io.selfscale.adapter.simulation.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.trace.PrometheusRange.Gaps;
import io.selfscale.adapter.simulation.trace.PrometheusRange.Meaning;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusRangeTest {

    @TempDir
    private Path folder;

    @Test
    void readsRequestsPerSecond() throws IOException {
        RateTrace trace = PrometheusRange.read(answer("[1762819200,'2.5'],[1762819260,'4'],[1762819320,'0']"));

        assertThat(trace.name()).isEqualTo("load");
        assertThat(trace.unit()).isEqualTo(Trace.Unit.REQUESTS);
        assertThat(trace.stepSeconds()).isEqualTo(60);
        assertThat(amounts(trace)).containsExactly(150, 240, 0);
        assertThat(trace.duration()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void readsCounts() throws IOException {
        assertThat(amounts(read(Meaning.COUNT, Gaps.REFUSED, "[0,'2.5'],[15,'4'],[30,'0']")))
                .containsExactly(2.5, 4, 0);
    }

    @Test
    void readsCountersThatBeginAnew() throws IOException {
        RateTrace trace = read(
                Meaning.COUNTER,
                Gaps.REFUSED,
                "[0,'8000000000'],[15,'8000000004'],[30,'8000000004'],[45,'3'],[60,'5']");

        assertThat(amounts(trace)).containsExactly(4, 0, 3, 2);
        assertThat(trace.duration()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void addsSeriesUp() throws IOException {
        assertThat(amounts(read(Meaning.COUNT, Gaps.REFUSED, "[0,'1'],[15,'2']", "[0,'10'],[15,'20']")))
                .containsExactly(11, 22);
    }

    @Test
    void aReplicaThatComesAndGoesAddsNothingWhileItIsAway() throws IOException {
        String all = "[0,'1'],[1,'1'],[2,'1'],[3,'1'],[4,'1'],[5,'1'],[6,'1'],[7,'1'],[8,'1'],[9,'1']";

        assertThat(amounts(read(Meaning.COUNT, Gaps.REFUSED, all, "[1,'10'],[8,'10']")))
                .containsExactly(1, 11, 1, 1, 1, 1, 1, 1, 11, 1);
        assertThat(amounts(read(Meaning.COUNT, Gaps.REFUSED, all, "[2,'10'],[3,'10'],[6,'20'],[7,'10']")))
                .as("but a short silence is none")
                .containsExactly(1, 1, 11, 11, 11, 11, 21, 11, 1, 1);
    }

    @Test
    void aCounterThatAppearsTellsNothingAboutTheTimeBefore() throws IOException {
        assertThat(amounts(
                        read(Meaning.COUNTER, Gaps.REFUSED, "[0,'5'],[1,'6'],[2,'7'],[3,'8']", "[2,'900'],[3,'910']")))
                .containsExactly(1, 1, 11);
    }

    @Test
    void holdsTheLastValueForFiveSteps() throws IOException {
        assertThat(amounts(read(Meaning.COUNT, Gaps.REFUSED, "[0,'1'],[1,'7'],[7,'2']")))
                .containsExactly(1, 7, 7, 7, 7, 7, 7, 2);
    }

    @Test
    void spreadsTheIncreaseOfACounterOverFiveSteps() throws IOException {
        assertThat(amounts(read(Meaning.COUNTER, Gaps.REFUSED, "[0,'1'],[1,'7'],[7,'19']")))
                .containsExactly(6, 2, 2, 2, 2, 2, 2);
    }

    @Test
    void holdsBetweenSeriesToo() throws IOException {
        assertThat(amounts(read(Meaning.COUNT, Gaps.REFUSED, "[0,'1'],[1,'7']", "[4,'2'],[5,'3']")))
                .containsExactly(1, 7, 7, 7, 2, 3);
    }

    @Test
    void refusesLongerGapsUnlessNothingArrivedInThem() throws IOException {
        Path file = answer("[1762819200,'1'],[1762819260,'7'],[1762819680,'2']");

        assertThatThrownBy(() -> PrometheusRange.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(file + ": expected a sample every 60 s, with at most 5 missing, but found 6 missing from"
                        + " 2025-11-11T00:02:00Z to 2025-11-11T00:07:00Z; ask for a range without the gap, or declare"
                        + " that nothing arrived in it");
        assertThat(amounts(PrometheusRange.read(file, Meaning.COUNT, Gaps.NO_ARRIVALS)))
                .containsExactly(1, 7, 0, 0, 0, 0, 0, 0, 2);
    }

    @Test
    void nothingIsHeldWhereNothingArrives() throws IOException {
        assertThat(amounts(read(Meaning.COUNT, Gaps.NO_ARRIVALS, "[0,'1'],[1,'7'],[3,'2']")))
                .containsExactly(1, 7, 0, 2);
        assertThat(amounts(read(Meaning.COUNTER, Gaps.NO_ARRIVALS, "[0,'1'],[1,'7'],[3,'20'],[4,'21']")))
                .containsExactly(6, 0, 0, 1);
    }

    @Test
    void readsCompressedFilesAndKeysInAnyOrder() throws IOException {
        byte[] text =
                ("{\"warnings\":[\"w\"],\"data\":{\"result\":[{\"values\":[[0.5,\"1\"],[1.5,2]],\"metric\":{\"a\":\"b\"}},"
                                + "{\"metric\":{},\"values\":[]}],\"resultType\":\"matrix\",\"stats\":{\"x\":[1]}},"
                                + "\"status\":\"success\"}\n")
                        .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text);
        }

        RateTrace trace = PrometheusRange.read(Files.write(folder.resolve("x.json.gz"), bytes.toByteArray()));

        assertThat(trace.name()).isEqualTo("x");
        assertThat(amounts(trace)).containsExactly(1, 2);

        Path cut = Files.write(folder.resolve("cut.json.gz"), Arrays.copyOf(bytes.toByteArray(), 40));
        assertThatThrownBy(() -> PrometheusRange.read(cut))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(cut + ":1: expected more, but the compressed file ends here; it may be cut off");
    }

    @Test
    void readsAMillionSamples() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            text.append(i == 0 ? "" : ",")
                    .append('[')
                    .append(1_762_819_200L + i)
                    .append(",'0.")
                    .append(i % 10)
                    .append("']");
        }

        assertThat(PrometheusRange.read(answer(text.toString())).total()).isCloseTo(450_000, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                       | :1: expected the answer to a query_range, but found an empty file; save one
            <html>                                                   | :1: expected the JSON of a query_range answer, but found: Unexpected character
            [1]                                                      | :1: expected an object with status and data, but found "["; save one
            {}                                                       | :1: expected the status "success", but found no status; save one
            {'status':'success'                                      | :1: expected the JSON of a query_range answer, but found: Unexpected end-of-input
            {'status':'success'}                                     | :1: expected data with a result, but found none; save one
            {'status':'success','data':{}}                           | :1: expected data with a result, but found none; save one
            {'status':'success','data':[]}                           | :1: expected data to be an object, but found "["; save one
            {'status':'success','data':{'result':{}}}                | :1: expected result to be a list of series, but found "{"; save one
            {'status':'success','data':{'resultType':'vector','result':[]}} | :1: expected the resultType "matrix" of a query over a range, but found "vector"; save one
            {'status':'success','data':{'resultType':'matrix','result':[]}} | :1: expected at least one series with samples, but found none: the query matched nothing in that range; save one
            {'status':'error','errorType':'bad_data','error':'parse error'} | :1: expected the status "success", but found the status "error" ("parse error"); save one
            {'data':{'result':[3]}}                                  | :1: expected a series, an object with metric and values, but found "3"; save one
            {'data':{'result':[{'metric':{}}]}}                      | :1: expected values in each series, but found none; save one
            {'data':{'result':[{'value':[1,'2']}]}}                  | :1: expected values over a range, but found a single value, the answer to an instant query; save one
            {'data':{'result':[{'histograms':[]}]}}                  | :1: expected numbers, but found histograms; ask for their rate, as in histogram_count(rate(...)); save one
            {'data':{'result':[{'values':3}]}}                       | :1: expected values to be a list of [time, "value"], but found "3"; save one
            {'data':{'result':[{'values':[3]}]}}                     | :1: expected a sample [time, "value"], but found "3"; save one
            {} {}                                                    | :1: expected the end of the file after the answer, but found "{"; save one
            """)
    void saysWhatElseAFileIs(String text, String message) throws IOException {
        Path file = write(text);

        assertThatThrownBy(() -> PrometheusRange.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith(file + message)
                .hasMessageContaining("curl -G http://HOST:9090/api/v1/query_range --data-urlencode 'query=")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [0,'1'],~[15,'NaN']         | :2: expected a number from 0 to 1000000000, but found "NaN" at column 5
            [0,'1'],~[15,'+Inf']        | :2: expected a number from 0 to 1000000000, but found "+Inf" at column 5
            [0,'1'],~[15,'-0.5']        | :2: expected a number from 0 to 1000000000, but found "-0.5" at column 5
            [0,'1'],~[15,'1e10']        | :2: expected a number from 0 to 1000000000, but found "1e10" at column 5
            [0,'1'],~[15,null]          | :2: expected a number from 0 to 1000000000, but found "null" at column 5
            [0,'1'],~~[0,'1']           | :3: expected a time after the previous sample's 0, but found "0" at column 2
            [0,'1'],~[-5,'1']           | :2: expected a time in seconds since 1970, but found "-5" at column 2
            [0,'1'],~[1762819200000,'1'] | :2: expected a time in seconds since 1970, but found "1762819200000" at column 2
            [0,'1'],[60,'1'],[150,'1']  | : expected samples every 60 s from 1970-01-01T00:00:00Z on, but found one at 1970-01-01T00:02:30Z
            [0,'1'],[60,'1e9']          | : expected at most 1e9 requests in a step, but found 60000000000 in the step that ends at 1970-01-01T00:01:00Z
            [0,'1'],[0.01,'1'],[1e9,'1'] | : expected at most 50000000 steps of at least 0.001 s, but found steps of 0.01 s over 1000000000 s
            """)
    void saysWhereASampleIsBroken(String values, String message) throws IOException {
        Path file = answer(values.replace('~', '\n'));

        assertThatThrownBy(() -> PrometheusRange.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(file + message);
    }

    @Test
    void saysThatOneSampleHasNoStep() throws IOException {
        Path file = answer("[0,'1']");

        assertThatThrownBy(() -> PrometheusRange.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith(
                        file
                                + ":1: expected a series with at least two samples, whose distance is the step, but found none;");
    }

    @Test
    void saysThatAFileIsMissing() {
        Path file = folder.resolve("nowhere.json");
        assertThatThrownBy(() -> PrometheusRange.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(file + ": expected a file, but there is none");
    }

    private RateTrace read(Meaning meaning, Gaps gaps, String... series) throws IOException {
        return PrometheusRange.read(answer(series), meaning, gaps);
    }

    private Path answer(String... series) throws IOException {
        StringBuilder text = new StringBuilder("{'status':'success','data':{'resultType':'matrix','result':[");
        for (int i = 0; i < series.length; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{'metric':{'pod':'p")
                    .append(i)
                    .append("'},'values':[")
                    .append(series[i])
                    .append("]}");
        }
        return write(text + "]}}");
    }

    /** Writes JSON with single quotes as JSON. */
    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("load.json"), text.replace('\'', '"'));
    }

    private static double[] amounts(RateTrace trace) {
        double[] amounts = new double[trace.intervals()];
        Arrays.setAll(amounts, trace::amount);
        return amounts;
    }
}
