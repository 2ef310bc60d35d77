package io.metronome.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Sees each step of real producers before it is made, and may do something about it. */
final class Watched implements UnaryOperator<Producer<byte[], byte[]>> {
    private final BiConsumer<String, Producer<byte[], byte[]>> before;
    private final List<String> steps = new CopyOnWriteArrayList<>();

    /** @param before told the name of the producer's method, and the producer; called on the ledger's thread */
    Watched(BiConsumer<String, Producer<byte[], byte[]>> before) {
        this.before = before;
    }

    /** How often that was called. */
    long count(String step) {
        return steps.stream().filter(step::equals).count();
    }

    @Override
    @SuppressWarnings("unchecked") // a proxy has no type arguments
    public Producer<byte[], byte[]> apply(Producer<byte[], byte[]> real) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Watched.class.getClassLoader(),
                new Class<?>[] {Producer.class},
                (self, method, arguments) -> step(real, method, arguments));
    }

    private @Nullable Object step(Producer<byte[], byte[]> real, Method method, Object @Nullable [] arguments)
            throws Throwable {
        steps.add(method.getName());
        before.accept(method.getName(), real);
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
