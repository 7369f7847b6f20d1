package io.selfscale.testkit;

import io.selfscale.policy.Capacity;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.spi.ReplicaPool;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A replica pool in memory. It keeps the orders it is given, and its replicas become ready after a start-up time on the
 * given ticker: they are listed as ACCEPTED during the first half of it and as STARTING during the second. A replica
 * that ended stays listed for a minute.
 *
 * <p>It keeps the greatest fencing token it was given, and refuses orders with a smaller one.
 *
 * <p>It can misbehave in every way a real pool does; {@link #recover()} ends that. Safe for concurrent use.
 */
public final class FakePool implements ReplicaPool {

    private final Ticker ticker;
    private final long origin;
    private final Duration startUp;
    private final PoolModel model;
    private final List<Order> received = new ArrayList<>();
    private final List<Order> fenced = new ArrayList<>();
    private @Nullable String orderFailure;
    private @Nullable String lostAnswer;
    private @Nullable String inventoryFailure;
    private @Nullable String blindness;
    private long greatestToken = Long.MIN_VALUE;
    private @Nullable Hang orderHang;
    private @Nullable Hang inventoryHang;

    /**
     * Creates an empty pool.
     *
     * @param name its name
     * @param ticker what its start-up and drain times are measured on
     * @param startUp time from an order until its replicas are ready; zero for at once
     */
    public FakePool(String name, Ticker ticker, Duration startUp) {
        this.ticker = ticker;
        this.origin = ticker.nanos();
        this.startUp = startUp;
        this.model = new PoolModel(Objects.requireNonNull(name, "name"), startUp);
    }

    /** Creates an empty pool named {@code main} of which replicas are ready at once. */
    public FakePool(Ticker ticker) {
        this("main", ticker, Duration.ZERO);
    }

    /** Adds replicas that have been ready for an hour, and that nobody ordered. */
    public synchronized FakePool addReady(int count) {
        model.addReady(count, now());
        return this;
    }

    /** Makes ready replicas that are stopped from now on drain for so long, unless their order allows less. */
    public synchronized FakePool drainFor(Duration time) {
        model.drain(time);
        return this;
    }

    /** Makes what orders did appear in the inventory so much later. */
    public synchronized FakePool listLate(Duration lag) {
        model.listingLag(lag);
        return this;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Inventory inventory() throws Exception {
        Hang hang;
        synchronized (this) {
            hang = inventoryHang;
        }
        if (hang != null) {
            hang.enter();
        }
        synchronized (this) {
            if (inventoryFailure != null) {
                throw new IOException(inventoryFailure);
            }
            return blindness == null ? Inventory.of(model.list(now())) : Inventory.unknown(blindness);
        }
    }

    @Override
    public OrderOutcome carryOut(Order order) throws Exception {
        return carryOutAs(order, null);
    }

    /** Refuses the order, without effect, if its token is smaller than one it was given before. */
    @Override
    public OrderOutcome carryOut(Order order, long fencingToken) throws Exception {
        return carryOutAs(order, fencingToken);
    }

    private OrderOutcome carryOutAs(Order order, @Nullable Long token) throws Exception {
        Hang hang;
        synchronized (this) {
            received.add(order);
            hang = orderHang;
        }
        if (hang != null) {
            hang.enter();
        }
        synchronized (this) {
            if (token != null && token < greatestToken) {
                fenced.add(order);
                return OrderOutcome.refused(order, "its fencing token " + token + " is older than " + greatestToken);
            }
            if (token != null) {
                greatestToken = token;
            }
            if (orderFailure != null) {
                throw new IOException(orderFailure);
            }
            OrderOutcome outcome = model.carryOut(order, now());
            if (lostAnswer != null) {
                throw new IOException(lostAnswer);
            }
            return outcome;
        }
    }

    private long now() {
        return ticker.nanos() - origin;
    }

    /** Refuses start orders beyond so many living replicas, as a whole or in part. */
    public synchronized void limitTo(int replicas, String reason) {
        model.limit(replicas, reason);
    }

    /** Refuses every start order. */
    public void refuseStarts(String reason) {
        limitTo(0, reason);
    }

    /** Makes orders throw an {@link IOException} without effect. */
    public synchronized void failOrders(String message) {
        orderFailure = message;
    }

    /** Makes orders take effect, and throw an {@link IOException} nevertheless: only the answer is lost. */
    public synchronized void loseAnswers(String message) {
        lostAnswer = message;
    }

    /** Makes orders block until they are interrupted; after {@link #recover()} they take effect. */
    public synchronized void hangOrders() {
        orderHang = new Hang();
    }

    /** Makes the inventory throw an {@link IOException}. */
    public synchronized void failInventory(String message) {
        inventoryFailure = message;
    }

    /** Makes the inventory unknown. */
    public synchronized void blindInventory(String reason) {
        blindness = reason;
    }

    /** Makes the inventory block until it is interrupted, or until {@link #recover()}. */
    public synchronized void hangInventory() {
        inventoryHang = new Hang();
    }

    /** Makes replicas that are started from now on never become ready. */
    public synchronized void startNothingReady() {
        model.startUp(VirtualReplica.NEVER);
    }

    /** Ends every misbehaviour, for what happens from now on and for calls that hang. */
    public synchronized void recover() {
        model.limit(Integer.MAX_VALUE, "");
        model.startUp(startUp.toNanos());
        orderFailure = null;
        lostAnswer = null;
        inventoryFailure = null;
        blindness = null;
        if (orderHang != null) {
            orderHang.release();
            orderHang = null;
        }
        if (inventoryHang != null) {
            inventoryHang.release();
            inventoryHang = null;
        }
    }

    /**
     * Lets a replica fail.
     *
     * @throws IllegalArgumentException if there is none of this id
     */
    public synchronized void crash(String id) {
        model.crash(id, now());
    }

    /** Returns every order as it was received, repeats and failures included. */
    public synchronized List<Order> orders() {
        return List.copyOf(received);
    }

    /** Returns the orders that were taken on (or refused), each once. */
    public synchronized List<Order> carriedOut() {
        return model.carriedOut();
    }

    /** Returns the orders that were refused because of their fencing token, repeats included. */
    public synchronized List<Order> fenced() {
        return List.copyOf(fenced);
    }

    /** Counts the replicas in truth, whatever the inventory says. */
    public synchronized Capacity count() {
        return model.count(now());
    }

    /** Returns the ids of the ready replicas, oldest first. */
    public synchronized List<String> ready() {
        return model.ready(now());
    }

    /**
     * Waits, in real time, until an order hangs.
     *
     * @throws IllegalStateException if {@link #hangOrders()} is not in force
     * @throws AssertionError if none has within {@code timeout}
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void awaitHangingOrder(Duration timeout) throws InterruptedException {
        await(currentOrderHang(), timeout);
    }

    /**
     * Waits, in real time, until a listing of the inventory hangs.
     *
     * @throws IllegalStateException if {@link #hangInventory()} is not in force
     * @throws AssertionError if none has within {@code timeout}
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void awaitHangingInventory(Duration timeout) throws InterruptedException {
        await(currentInventoryHang(), timeout);
    }

    private synchronized @Nullable Hang currentOrderHang() {
        return orderHang;
    }

    private synchronized @Nullable Hang currentInventoryHang() {
        return inventoryHang;
    }

    private static void await(@Nullable Hang hang, Duration timeout) throws InterruptedException {
        if (hang == null) {
            throw new IllegalStateException("the pool was not told to hang");
        }
        hang.awaitEntered(timeout);
    }
}
