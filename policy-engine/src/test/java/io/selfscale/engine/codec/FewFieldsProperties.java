package io.selfscale.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

/** It is a map as any other. */
class FewFieldsProperties {

    @Property
    void holdsWhatAMapInOrderHolds(
            @ForAll @Size(max = 50) List<@AlphaChars @StringLength(max = 2) String> keys,
            @ForAll @AlphaChars @StringLength(max = 2) String other) {
        FewFields fields = new FewFields();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Object value = i % 5 == 0 ? null : i;
            assertThat(fields.put(keys.get(i), value)).isEqualTo(map.put(keys.get(i), value));
        }
        assertThat(fields).isEqualTo(map).hasSize(map.size());
        assertThat(fields.keySet()).containsExactlyElementsOf(map.keySet());
        assertThat(fields.containsKey(other)).isEqualTo(map.containsKey(other));
        assertThat(fields.get(other)).isEqualTo(map.get(other));
    }

    @Example
    void hasNoFieldWithoutAName() {
        FewFields fields = new FewFields();
        fields.put("a", 1);
        assertThat(fields.get(null)).isNull();
        assertThat(fields.containsKey(null)).isFalse();
    }

    @Example
    void endsAfterTheLastField() {
        FewFields fields = new FewFields();
        fields.put("a", 1);
        Iterator<Map.Entry<String, @Nullable Object>> entries =
                fields.entrySet().iterator();
        entries.next();
        assertThat(entries.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
    }
}
