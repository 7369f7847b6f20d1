package io.selfscale.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** A damaged file gives a CheckpointException or a header that is right about the file, and nothing else. */
class SafetensorsReaderProperties {

    private static final int DATA_BYTES = 24 + 16 + 1;
    private static final byte[] SOUND = sound();

    private static @Nullable Path file;

    @BeforeContainer
    static void createFile() throws IOException {
        file = Files.createTempFile("damaged", ".safetensors");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.deleteIfExists(file());
    }

    @Property(tries = 100)
    void survivesTruncation(@ForAll @IntRange(min = 0, max = 400) int length) throws IOException {
        byte[] cut = Arrays.copyOf(SOUND, Math.min(length, SOUND.length - 1));

        assertThat(isRefused(cut)).isTrue();
    }

    @Property(tries = 400)
    void survivesChangedBytes(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 1_000_000) Integer> places,
            @ForAll byte value)
            throws IOException {
        byte[] changed = SOUND.clone();
        places.forEach(place -> changed[place % changed.length] = value);

        checkOutcome(changed);
    }

    @Property(tries = 200)
    void survivesAnyText(@ForAll String text, @ForAll @IntRange(min = 0, max = 64) int dataBytes) throws IOException {
        byte[] header = ("{" + text).getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(8 + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();

        checkOutcome(all);
    }

    /** Digits are where the dangerous numbers are: lengths, shapes and offsets. */
    @Property(tries = 400)
    void survivesOtherNumbers(
            @ForAll @IntRange(min = 0, max = 30) int which,
            @ForAll @Size(min = 1, max = 21) List<@IntRange(min = 0, max = 9) Integer> digits)
            throws IOException {
        String text = new String(SOUND, 8, SOUND.length - 8 - DATA_BYTES, StandardCharsets.UTF_8);
        StringBuilder number = new StringBuilder();
        digits.forEach(number::append);
        int[] seen = {0};
        String changed = Pattern.compile("(?<=[\\[,])[0-9]+")
                .matcher(text)
                .replaceAll(match -> seen[0]++ == which % 11 ? number.toString() : match.group());
        byte[] header = changed.getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(8 + header.length + DATA_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();

        checkOutcome(all);
    }

    private static void checkOutcome(byte[] bytes) throws IOException {
        boolean unused = isRefused(bytes);
    }

    private static boolean isRefused(byte[] bytes) throws IOException {
        Files.write(file(), bytes);
        try {
            SafetensorsHeader header = SafetensorsReader.read(file());
            long end = SafetensorsHeader.PREFIX_BYTES + header.headerBytes();
            for (SafetensorsHeader.Entry tensor : header.tensors()) {
                assertThat(tensor.offset()).isEqualTo(end);
                end += tensor.length();
            }
            assertThat(end).isEqualTo(bytes.length);
            return false;
        } catch (CheckpointException refused) {
            assertThat(refused.problems()).hasSize(1);
            assertThat(refused.getMessage()).hasSizeLessThan(2_000);
            return true;
        }
    }

    private static Path file() {
        Path created = file;
        if (created == null) {
            throw new AssertionError("the file is made before the first property");
        }
        return created;
    }

    private static byte[] sound() {
        byte[] header = SafetensorsWriter.header(List.of(
                new SafetensorsWriter.Entry("model.a", ElementType.F32, List.of(2L, 3L)),
                new SafetensorsWriter.Entry("model.b", ElementType.BF16, List.of(2L, 2L, 2L)),
                new SafetensorsWriter.Entry("model.c", ElementType.U8, List.of())));
        return Arrays.copyOf(header, header.length + DATA_BYTES);
    }
}
