package io.selfscale.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.policy.Direction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    @Test
    void writesFieldAfterField() {
        JsonWriter json = new JsonWriter(16).beginObject();
        json.field("a", 1L).field("b", 2.5).field("c", true).field("d", "q\"\\").field("e", Direction.OUT);
        json.name("f")
                .beginArray()
                .value(1L)
                .value("x")
                .beginObject()
                .endObject()
                .endArray();
        json.name("g").value(List.of(Map.of("h", 7L)));
        json.name("i").plain("abc");
        assertThat(json.endObject().toString())
                .isEqualTo("{\"a\":1,\"b\":2.5,\"c\":true,\"d\":\"q\\\"\\\\\",\"e\":\"OUT\",\"f\":[1,\"x\",{}],"
                        + "\"g\":[{\"h\":7}],\"i\":\"abc\"}");
    }

    @Test
    void aPartOfATreeWritesItself() {
        JsonWriter.Part part = json -> json.beginArray().value(3L).endArray();
        assertThat(JsonWriter.write(Map.of("a", part))).isEqualTo("{\"a\":[3]}");
    }

    @Test
    void refusesWhatJsonCannotSay() {
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonWriter(8).value(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> JsonWriter.write(new Object()));
    }
}
