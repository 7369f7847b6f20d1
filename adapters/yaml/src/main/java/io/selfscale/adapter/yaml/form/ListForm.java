package io.selfscale.adapter.yaml.form;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list.
 *
 * @param item the form of each item
 * @param least items that must be there
 * @param most items that may be there
 * @param <T> the type of the items
 */
public record ListForm<T>(Form<T> item, int least, int most) implements Form<List<T>> {

    /** Returns the form of a list of at least so many items. */
    public ListForm(Form<T> item, int least) {
        this(item, least, Integer.MAX_VALUE);
    }

    @Override
    public @Nullable List<T> read(YamlNode node, ReadScope scope) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            scope.wrongType(expected(), node);
            return null;
        }
        if (sequence.items().size() < least) {
            scope.report(
                    FindingCode.INVALID_VALUE,
                    scope.name() + " must have at least " + least + " item but has "
                            + sequence.items().size(),
                    "Add " + item.expected() + ".");
            return null;
        }
        if (sequence.items().size() > most) {
            scope.report(
                    FindingCode.INVALID_VALUE,
                    scope.name() + " must have at most " + most + " items but has "
                            + sequence.items().size(),
                    "");
            return null;
        }
        List<T> values = new ArrayList<>();
        boolean complete = true;
        for (int i = 0; i < sequence.items().size(); i++) {
            YamlNode child = sequence.items().get(i);
            T value = item.read(child, scope.item(i, child));
            if (value == null) {
                complete = false;
            } else {
                values.add(value);
            }
        }
        return complete ? values : null;
    }

    @Override
    public Object write(List<T> values, WriteScope scope) {
        return values.stream().map(value -> item.write(value, scope)).toList();
    }

    @Override
    public List<Form<?>> parts() {
        return List.of(item);
    }

    @Override
    public String expected() {
        return "a list, each item " + item.expected();
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        Map<String, Object> items = item.schema(definitions);
        return least == 0
                ? Schemas.of("type", "array", "items", items)
                : Schemas.of("type", "array", "minItems", least, "items", items);
    }
}
