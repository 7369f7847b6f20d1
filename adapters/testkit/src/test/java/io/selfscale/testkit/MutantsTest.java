package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Each invariant finds the mistakes it is there for: run over a mutant, its property fails. */
class MutantsTest {

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aMutantFailsTheInvariantThatItBreaks(Mutation mutation) {
        TestExecutionSummary summary = run(mutation, mutation.property());
        assertThat(summary.getTestsFailedCount()).isEqualTo(1);
        assertThat(summary.getFailures().get(0).getException())
                .hasMessageContaining("invariant " + mutation.invariant() + ":");
    }

    @Test
    void theCorrectFunctionPassesWhenRunTheSameWay() {
        TestExecutionSummary summary = run(Mutation.NONE, Mutation.ORDERS_TOO_LITTLE.property());
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThat(summary.getTestsFailedCount()).isZero();
    }

    private static TestExecutionSummary run(Mutation mutation, String property) {
        Class<?> type = mutant(mutation);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(type, method(type, property)))
                .filters(EngineFilter.includeEngines("jqwik"))
                .configurationParameter("jqwik.database", "")
                .configurationParameter("jqwik.shrinking.default", "OFF")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    /** The class of CLAMPS_TO_ONE is ClampsToOne. */
    private static Class<?> mutant(Mutation mutation) {
        return List.of(Mutants.class.getDeclaredClasses()).stream()
                .filter(type ->
                        type.getSimpleName().equalsIgnoreCase(mutation.name().replace("_", "")))
                .findFirst()
                .orElseThrow();
    }

    private static Method method(Class<?> type, String name) {
        return List.of(type.getMethods()).stream()
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
