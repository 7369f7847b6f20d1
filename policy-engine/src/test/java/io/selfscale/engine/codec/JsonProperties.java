package io.selfscale.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class JsonProperties {

    /** A JSON value; a record, because a generator cannot give null. */
    record Node(@Nullable Object value) {}

    @Provide
    Arbitrary<String> texts() {
        return strings();
    }

    /** Strings of any UTF-16 code units: control characters, unpaired surrogates and all. */
    static Arbitrary<String> strings() {
        Arbitrary<Integer> units = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 0xFFFF),
                Arbitraries.integers().between(0, 0x7F),
                Arbitraries.integers().between(0xD800, 0xDFFF));
        return units.list().ofMaxSize(12).map(list -> {
            StringBuilder text = new StringBuilder();
            list.forEach(unit -> text.append((char) unit.intValue()));
            return text.toString();
        });
    }

    /** Finite doubles of any bit pattern. */
    static Arbitrary<Double> finite() {
        return Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    }

    @Provide
    Arbitrary<Node> trees() {
        return tree(3);
    }

    private static Arbitrary<Node> tree(int depth) {
        Arbitrary<Node> scalars = Arbitraries.oneOf(
                Arbitraries.just(new Node(null)),
                Arbitraries.of(true, false).map(Node::new),
                Arbitraries.longs().map(Node::new),
                finite().map(Node::new),
                strings().map(Node::new));
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<Node> children = tree(depth - 1);
        Arbitrary<Node> lists = children.list().ofMaxSize(4).map(nodes -> {
            List<@Nullable Object> list = new ArrayList<>();
            nodes.forEach(node -> list.add(node.value()));
            return new Node(list);
        });
        Arbitrary<Node> maps = Arbitraries.maps(strings(), children)
                .ofMaxSize(4)
                .map(nodes -> {
                    Map<String, @Nullable Object> map = new LinkedHashMap<>();
                    nodes.forEach((key, node) -> map.put(key, node.value()));
                    return new Node(map);
                });
        return Arbitraries.oneOf(scalars, lists, maps);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void readsWhatWasWritten(@ForAll("trees") Node tree) {
        String text = JsonWriter.write(tree.value());

        assertThat(new Node(JsonReader.read(text))).isEqualTo(tree);
        assertThat(text).doesNotContain("\n");
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Property
    void readsDoublesBitByBit(@ForAll long bits) {
        double number = Double.longBitsToDouble(bits);
        if (Double.isFinite(number)) {
            String text = JsonWriter.write(number);

            assertThat(JsonReader.read(text)).isInstanceOf(Double.class);
            double read = JsonReader.readObject("{\"number\":" + text + "}").number("number");
            assertThat(Double.doubleToRawLongBits(read)).isEqualTo(bits);
        }
    }

    @Property(tries = 300)
    void readsStringsUnitByUnit(@ForAll("texts") String text) {
        assertThat(JsonReader.read(JsonWriter.write(text))).isEqualTo(text);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void refusesEveryBeginningOfAnObject(@ForAll("trees") Node tree, @ForAll @IntRange(max = 10_000) int cut) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tree", tree.value());
        String text = JsonWriter.write(map);
        String beginning = text.substring(0, cut % text.length());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.read(beginning))
                .withMessageContaining("at character");
    }

    /** Whatever the text, it is either read or refused; nothing else happens. */
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void refusesGarbageInOneWay(
            @ForAll("trees") Node tree, @ForAll @IntRange(max = 10_000) int at, @ForAll("texts") String garbage) {
        String text = JsonWriter.write(tree.value());
        int position = at % (text.length() + 1);
        String spoilt = text.substring(0, position) + garbage + text.substring(Math.min(text.length(), position + 1));
        try {
            Object value = JsonReader.read(spoilt);
            assertThat(new Node(JsonReader.read(JsonWriter.write(value)))).isEqualTo(new Node(value));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("not valid JSON at character");
        }
    }
}
