package io.selfscale.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HandleProperties {
    private static final int HANDLES = 6;

    /** Orders in which six handles are closed, some more than once. */
    @Provide
    Arbitrary<List<Integer>> orders() {
        return Arbitraries.integers().between(0, HANDLES - 1).list().ofMaxSize(12);
    }

    @Property
    void releasesEachOnceAndNoneBeforeThoseThatNeedIt(@ForAll("orders") List<Integer> order) {
        HandleCount count = new HandleCount();
        List<Integer> released = new ArrayList<>();
        List<Handle> handles = new ArrayList<>();
        for (int i = 0; i < HANDLES; i++) {
            int number = i;
            // Each needs the one before it and the first.
            Handle[] needed = i == 0 ? new Handle[0] : new Handle[] {handles.get(i - 1), handles.get(0)};
            handles.add(new Handle(count, "handle", new Pointer(i + 1), p -> released.add(number), needed));
        }
        order.forEach(number -> handles.get(number).close());
        for (int number : released) {
            if (number + 1 < HANDLES) {
                assertThat(released.indexOf(number + 1)).isBetween(0, released.indexOf(number) - 1);
            }
        }
        assertThat(count.open()).isEqualTo(HANDLES - released.size());
        handles.forEach(Handle::close);
        assertThat(released).containsExactly(5, 4, 3, 2, 1, 0);
        assertThat(count.open()).isZero();
    }

    @Example
    void isNotReleasedDuringACall() {
        HandleCount count = new HandleCount();
        AtomicInteger released = new AtomicInteger();
        Handle handle = new Handle(count, "the thing", new Pointer(1), p -> released.incrementAndGet());
        assertThat(handle.enter()).isEqualTo(new Pointer(1));
        handle.close();
        assertThat(released).hasValue(0);
        assertThatIllegalStateException().isThrownBy(handle::enter).withMessage("the thing is closed");
        handle.drop();
        assertThat(released).hasValue(1);
        assertThatIllegalStateException().isThrownBy(handle::enter).withMessage("the thing is closed");
    }

    @Example
    void isReleasedOnceWhenManyThreadsUseAndCloseIt() throws Exception {
        int threads = 4;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 200; round++) {
                AtomicInteger released = new AtomicInteger();
                Handle handle =
                        new Handle(new HandleCount(), "the thing", new Pointer(1), p -> released.incrementAndGet());
                CountDownLatch start = new CountDownLatch(threads);
                List<Future<Boolean>> all = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    boolean closes = i == 0;
                    all.add(executor.submit(() -> {
                        start.countDown();
                        start.await();
                        if (closes) {
                            handle.close();
                            return true;
                        }
                        try {
                            handle.enter();
                        } catch (IllegalStateException closed) {
                            return true;
                        }
                        boolean alive = released.get() == 0;
                        handle.drop();
                        return alive;
                    }));
                }
                for (Future<Boolean> one : all) {
                    assertThat(one.get(10, TimeUnit.SECONDS)).isTrue();
                }
                assertThat(released).hasValue(1);
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
