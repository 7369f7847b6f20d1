package io.selfscale.adapter.simulation.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class TraceFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsTheTokensOfEachRequest() throws IOException {
        RequestTrace trace = (RequestTrace) TraceFile.read(csv("""
                arrival_s,input_tokens,output_tokens,image_tokens,images,client
                0.444,1668,158,495,1,c12
                0.509,52,2,0,0,c25
                3.25,0,7,300,1,c12
                """));

        assertThat(trace.name()).isEqualTo("trace");
        assertThat(trace.size()).isEqualTo(3);
        assertThat(trace.arrivalSeconds(0)).isEqualTo(0.444);
        assertThat(trace.textTokens(0)).isEqualTo(1668);
        assertThat(trace.outputTokens(0)).isEqualTo(158);
        assertThat(trace.imageTokens(0)).isEqualTo(495);
        assertThat(trace.prefixTokens(0)).isZero();
        assertThat(trace.client(1)).isEqualTo("c25");
        assertThat(trace.client(2)).isEqualTo("c12");
        assertThat(trace.clients()).containsExactly("c12", "c25");
        assertThat(trace.duration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(trace.unit()).isEqualTo(Trace.Unit.REQUESTS);
        assertThat(trace.total()).isEqualTo(3);
    }

    @Test
    void readsPrefixesAndConversations() throws IOException {
        RequestTrace trace = (RequestTrace) TraceFile.read(csv("""
                conversation,output_tokens,input_tokens,reusable_prefix_tokens,arrival_s
                v070,3,6760,512,0.058
                ,4,100,612,1
                """));

        assertThat(trace.prefixTokens(0)).isEqualTo(512);
        assertThat(trace.prefixTokens(1)).as("no more than the text").isEqualTo(100);
        assertThat(trace.client(0)).isEqualTo("v070");
        assertThat(trace.client(1)).isEmpty();
    }

    @Test
    void readsArrivalsWithoutTokens() throws IOException {
        RequestTrace trace = (RequestTrace) TraceFile.read(csv("arrival_s\n0.5\n0.5\n"));

        assertThat(trace.size()).isEqualTo(2);
        assertThat(trace.hasTokens(0)).isFalse();
        assertThat(trace.client(0)).isNull();
    }

    @Test
    void readsARowPerIntervalAndAddsItsColumnsUp() throws IOException {
        RateTrace trace = (RateTrace) TraceFile.read(csv("t_s,c1,c2\n0,1,2\n60,4,0.5\n180,7,0\n"));

        assertThat(trace.total()).isEqualTo(14.5);
        assertThat(trace.stepSeconds()).isEqualTo(60);
        assertThat(trace.intervals()).isEqualTo(4);
        assertThat(trace.amount(1)).isEqualTo(4.5);
        assertThat(trace.amount(2)).as("left out").isZero();
        assertThat(trace.amount(3)).isEqualTo(7);
        assertThat(trace.duration()).isEqualTo(Duration.ofMinutes(4));
        assertThat(trace.unit()).isEqualTo(Trace.Unit.REQUESTS);
    }

    @Test
    void readsTokensPerInterval() throws IOException {
        Trace trace = TraceFile.read(csv("t_s,total_tokens\n60,1806\n120,696\n"));

        assertThat(trace.unit()).isEqualTo(Trace.Unit.TOKENS);
        assertThat(trace.total()).isEqualTo(2502);
        assertThat(trace.duration()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void takesTheStepOfASingleRowFromTheName() throws IOException {
        byte[] text = "t_s,requests\n0,7\n".getBytes(StandardCharsets.UTF_8);

        RateTrace trace = (RateTrace) TraceFile.read(write("rate_x_600s.csv.gz", gzip(text)));

        assertThat(trace.name()).isEqualTo("rate_x_600s");
        assertThat(trace.stepSeconds()).isEqualTo(600);
        assertThat(trace.duration()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void readsCompressedFilesByteOrderMarksWindowsLinesAndEmptyLines() throws IOException {
        byte[] text = "\uFEFFarrival_s, input_tokens,output_tokens\r\n1,2,3\r\n\r\n2e0,1.2e3, 4 \r\n"
                .getBytes(StandardCharsets.UTF_8);

        for (Path file :
                new Path[] {write("trace.csv.gz", gzip(text)), write("trace.csv", text), write("zipped.csv", gzip(text))
                }) {
            RequestTrace trace = (RequestTrace) TraceFile.read(file);
            assertThat(trace.arrivalSeconds(1)).isEqualTo(2);
            assertThat(trace.textTokens(1)).isEqualTo(1200);
            assertThat(trace.outputTokens(1)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                  | :1: expected a line that names the columns, but found an empty file
            arrival_s                           | :2: expected at least one row, but found only the line with the names of the columns
            time,count~1,2                      | :1: expected a column arrival_s (a row per request) or t_s (a row per interval), but found "time,count"
            arrival_s,a,a~1,2,3                 | :1: expected each column once, but found "a" twice
            arrival_s,prompt~1,2                | :1: expected columns input_tokens and output_tokens (or none but arrival_s), but found "arrival_s,prompt"
            arrival_s,input_tokens~1,2          | :1: expected columns input_tokens and output_tokens (or none but arrival_s), but found "arrival_s,input_tokens"
            arrival_s~5.2~abc                   | :3: expected a number from 0 to 1e9 in column arrival_s, but found "abc"
            arrival_s~5.2~4.9                   | :3: expected a time not before the previous row's 5.2 in column arrival_s, but found "4.9"
            arrival_s~-1                        | :2: expected a number from 0 to 1e9 in column arrival_s, but found "-1"
            arrival_s~NaN                       | :2: expected a number from 0 to 1e9 in column arrival_s, but found "NaN"
            arrival_s~0x1p3                     | :2: expected a number from 0 to 1e9 in column arrival_s, but found "0x1p3"
            arrival_s~1e999                     | :2: expected a number from 0 to 1e9 in column arrival_s, but found "1e999"
            arrival_s~1763424000                | :2: expected a number from 0 to 1e9 in column arrival_s, but found "1763424000"
            arrival_s,client~1,a~3              | :3: expected 2 fields, as the first line has, but found 1
            arrival_s,client~1,a,3              | :2: expected 2 fields, as the first line has, but found 3
            arrival_s,input_tokens,output_tokens~1,-4,2   | :2: expected a whole number from 0 to 1e9 in column input_tokens, but found "-4"
            arrival_s,input_tokens,output_tokens~1,4,2.5  | :2: expected a whole number from 0 to 1e9 in column output_tokens, but found "2.5"
            arrival_s,input_tokens,output_tokens~1,4,     | :2: expected a whole number from 0 to 1e9 in column output_tokens, but found ""
            arrival_s,input_tokens,output_tokens~1,4e9,1  | :2: expected a whole number from 0 to 1e9 in column input_tokens, but found "4e9"
            t_s~0                               | :1: expected a column with numbers of requests beside t_s, but found none
            t_s,total_tokens,requests~0,1,1     | :1: expected total_tokens to be the only column beside t_s, but found "t_s,total_tokens,requests"
            t_s,n~0,1                           | :3: expected a second row (the distance of two rows tells how long an interval is) or a file name that says it, such as trace_60s.csv, but found neither
            t_s,n~0,1~0,2                       | :3: expected a time after the previous row's 0 in column t_s, but found "0"
            t_s,n~0,1~60,-2                     | :3: expected a number from 0 to 1e9 in column n, but found "-2"
            t_s,n,~0,1,2~60,2,x                 | :3: expected a number from 0 to 1e9 in column 3, but found "x"
            t_s,a,b~0,9e8,9e8~60,2,1            | :2: expected columns that add up to at most 1e9, but found 1800000000
            t_s,n~0,1~60,2~135,3                | :4: expected a time a whole number of steps of 60 s after 0, but found 135
            t_s,n~0,1~0.01,2~9e8,3              | : expected at most 50000000 intervals of at least 0.001 s, but found intervals of 0.01 s over 900000000 s
            t_s,n~0,1~0.0001,2                  | : expected at most 50000000 intervals of at least 0.001 s, but found intervals of 1.0E-4 s over 1.0E-4 s
            """)
    void saysWhereAFileIsBroken(String lines, String message) throws IOException {
        Path file = csv(lines.replace('~', '\n'));

        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(file + message);
    }

    @Test
    void saysWhereALineIsNoCsv() throws IOException {
        Path file = csv("arrival_s,client\n1,a\n2,\"b\"c\n");

        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith(file + ":3: expected a line of CSV, but found: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesMeasuredLevels() throws IOException {
        String reason = ": it depends on the fleet of that time and is no demand that could be simulated;"
                + " use a file with arrivals or counts of requests";
        Path byColumn = csv("t_s,cpu_percent\n0,85.8\n300,88.1\n");
        assertThatThrownBy(() -> TraceFile.read(byColumn))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(byColumn
                        + ":1: expected numbers of requests beside t_s, but found \"cpu_percent\", a measured level"
                        + reason);

        Path byName = write("signal_load_300s.csv", "t_s,load\n0,1\n300,2\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> TraceFile.read(byName))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(
                        byName + ": expected a file with requests, but found a measured level, by its name (signal_...)"
                                + reason);
    }

    @Test
    void refusesMoreRowsThanItCanHold() throws IOException {
        Path file = csv("arrival_s\n1\n2\n3\n4\n");

        assertThat(TraceFile.read(file, 4).total()).isEqualTo(4);
        assertThatThrownBy(() -> TraceFile.read(file, 3))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(file + ":5: expected at most 3 rows, but found more");
    }

    @Test
    void keepsWhatIsFoundOnOneShortLine() throws IOException {
        Path file = csv("arrival_s\n\"a\nb" + "c".repeat(100) + "\"\n");

        assertThatThrownBy(() -> TraceFile.read(file))
                .hasMessage(file + ":2: expected a number from 0 to 1e9 in column arrival_s, but found \"a b"
                        + "c".repeat(57) + "...\"");
    }

    @Test
    void saysThatAFileIsMissingOrAFolder() {
        Path file = folder.resolve("nowhere.csv");
        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(file + ": expected a file, but there is none");
        assertThatThrownBy(() -> TraceFile.read(folder))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(folder + ": expected a file, but this is a folder");
    }

    @Test
    void saysThatACompressedFileIsCutOff() throws IOException {
        StringBuilder text = new StringBuilder("arrival_s\n");
        for (int i = 0; i < 10_000; i++) {
            text.append(i).append('.').append(i * 7919 % 1000).append('\n');
        }
        byte[] whole = gzip(text.toString().getBytes(StandardCharsets.UTF_8));
        Path half = write("half.csv.gz", Arrays.copyOf(whole, whole.length / 2));
        Path header = write("header.csv.gz", Arrays.copyOf(whole, 5));

        assertThatThrownBy(() -> TraceFile.read(half))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageMatching("\\Q" + half
                        + "\\E:[1-9]\\d{2,}: expected more, but the compressed file ends here; it may be cut off");
        assertThatThrownBy(() -> TraceFile.read(header))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(header + ":1: expected more, but the compressed file ends here; it may be cut off");
    }

    @Test
    void saysThatACompressedFileIsDamaged() throws IOException {
        byte[] bytes = gzip("arrival_s\n1\n2\n".getBytes(StandardCharsets.UTF_8));
        bytes[bytes.length - 8] ^= 1; // the check sum
        Path file = write("damaged.csv.gz", bytes);

        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith(file + ":")
                .hasMessageContaining("expected a sound gzip file, but found: Corrupt GZIP trailer");
    }

    @Test
    void saysThatAFileIsNotCompressed() throws IOException {
        Path file = write("plain.csv.gz", "arrival_s\n1\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(file + ": expected a gzip file because of its name, but it does not start like one");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12.500, 12.5",
        ".5, 0.5",
        "5., 5",
        "0.1, 0.1",
        "86396.072, 86396.072",
        "1e3, 1000",
        "+7, 7",
        "12.129000000000001, 12.129000000000001",
        "123456789012345678, 123456789012345678",
        "-1, -1",
        "., NaN",
        "'', NaN",
        "1f, NaN",
        "Infinity, NaN",
        "1.2.3, NaN",
        "1-2, NaN",
        "٣, NaN"
    })
    void readsNumbersAsTheyAreWritten(String text, double number) {
        assertThat(Double.valueOf(NumberText.parse(text))).isEqualTo(Double.valueOf(number));
    }

    private Path csv(String text) throws IOException {
        return write("trace.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
