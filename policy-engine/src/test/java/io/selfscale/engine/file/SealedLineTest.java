package io.selfscale.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedLineTest {

    private static SealedLine.Seal check(byte[] bytes) {
        return SealedLine.check(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "{\"a\":\"größe\"}", "{\"a\":{\"crc\":\"12345678\"}}"})
    void keepsALineJsonWithOneMoreField(String line) {
        String sealed = SealedLine.seal(line);

        assertThat(check(sealed.getBytes(StandardCharsets.UTF_8))).isEqualTo(SealedLine.Seal.INTACT);
        assertThat(JsonReader.readObject(sealed).string("crc")).matches("[0-9a-f]{8}");
        assertThat(sealed).startsWith(line.substring(0, line.length() - 1));
    }

    @Test
    void usesTheCastagnoliPolynomialOverTheBytesBeforeTheSeal() {
        // The check value of CRC-32C is that of "123456789": here behind an opening brace and a quote, so computed
        // apart.
        assertThat(SealedLine.seal("{\"a\":1}")).isEqualTo("{\"a\":1,\"crc\":\"" + crc32c("{\"a\":1") + "\"}");
        assertThat(crc32c("123456789")).isEqualTo("e3069283");
    }

    /** Bit by bit, as the standard writes it. */
    private static String crc32c(String text) {
        int crc = -1;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            crc ^= b & 0xff;
            for (int i = 0; i < 8; i++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82F63B78;
            }
        }
        return String.format(java.util.Locale.ROOT, "%08x", ~crc);
    }

    @Test
    void noticesEveryFlippedBit() {
        byte[] sealed = SealedLine.seal("{\"type\":\"snapshot\",\"n\":12}").getBytes(StandardCharsets.UTF_8);
        int key = sealed.length - SealedLine.SEAL_BYTES;
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] damaged = sealed.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            SealedLine.Seal seal = check(damaged);
            assertThat(seal).as("bit %d", bit).isNotEqualTo(SealedLine.Seal.INTACT);
            if (bit / 8 < key) {
                assertThat(seal).as("bit %d of the content", bit).isEqualTo(SealedLine.Seal.BROKEN);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"a\":1}", "}", "\"}", ",\"crc\":\"1234567\"}", "{\"crc\":\"12345678\"}"})
    void tellsALineWithoutASeal(String line) {
        assertThat(check(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(SealedLine.Seal.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1]", "1"})
    void sealsObjectsOnly(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SealedLine.seal(text));
    }
}
