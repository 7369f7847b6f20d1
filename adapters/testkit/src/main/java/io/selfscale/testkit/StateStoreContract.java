package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.policy.spi.StateStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link StateStore} must do. Implement it in a test class. */
public interface StateStoreContract {

    /** Opens the store under test, with what was saved before; empty at the start of each test. */
    StateStore open() throws Exception;

    @Test
    default void knowsNothingAtFirst() throws Exception {
        assertThat(open().load("qwen3-vl")).isEmpty();
    }

    @Test
    default void returnsWhatWasSaved() throws Exception {
        open().save("qwen3-vl", "{\"version\":1}");
        assertThat(open().load("qwen3-vl")).contains("{\"version\":1}");
    }

    @Test
    default void replacesWhatWasSaved() throws Exception {
        StateStore store = open();
        store.save("qwen3-vl", "a first and longer state");
        store.save("qwen3-vl", "a second");
        assertThat(store.load("qwen3-vl")).contains("a second");
        assertThat(open().load("qwen3-vl")).contains("a second");
    }

    @Test
    default void keepsTargetsApart() throws Exception {
        List<String> targets = List.of(
                "qwen3-vl",
                "qwen3-vl/prod",
                "qwen3-vl.prod",
                "qwen3-vl_prod",
                "qwen3-vl prod",
                "../qwen3-vl",
                ".",
                "%2F",
                "\u00fc \u5546\u54c1");
        StateStore store = open();
        for (String target : targets) {
            store.save(target, "state of " + target);
        }
        for (String target : targets) {
            assertThat(open().load(target)).as(target).contains("state of " + target);
        }
    }

    @Test
    default void keepsTextOfAnyKind() throws Exception {
        open().save("qwen3-vl", ExampleDecisions.DIFFICULT_TEXT);
        assertThat(open().load("qwen3-vl")).contains(ExampleDecisions.DIFFICULT_TEXT);
    }

    @Test
    default void keepsAnEmptyState() throws Exception {
        open().save("qwen3-vl", "");
        assertThat(open().load("qwen3-vl")).contains("");
    }

    @Test
    default void keepsLargeStates() throws Exception {
        String large = "0123456789".repeat(200_000);
        open().save("qwen3-vl", large);
        assertThat(open().load("qwen3-vl")).contains(large);
    }
}
