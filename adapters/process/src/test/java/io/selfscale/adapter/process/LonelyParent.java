package io.selfscale.adapter.process;

import io.selfscale.policy.Order;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a pool of two workers in a virtual machine of its own, prints the number of each when it is ready, and waits to be
 * killed; or, with the argument {@code exit}, for its standard input to end, and leaves without closing the pool.
 */
final class LonelyParent {

    private LonelyParent() {}

    public static void main(String[] arguments) throws Exception {
        ProcessPool pool = ProcessPool.builder("w")
                .idPrefix("w")
                .command(List.of("tail", "-f", "/dev/null"))
                .readiness("/ready", Duration.ofMillis(10))
                .probe(new AlwaysReady())
                .listener(new WorkerListener() {
                    @Override
                    public void onReady(Worker worker) {
                        System.out.writeBytes((worker.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
                        System.out.flush();
                    }
                })
                .build();
        pool.carryOut(new Order.Start("o", "w", 2, Duration.ofSeconds(30)));
        if (arguments.length > 0 && arguments[0].equals("exit")) {
            int last = System.in.read();
            while (last >= 0) {
                last = System.in.read();
            }
        } else {
            new CountDownLatch(1).await();
        }
    }
}
