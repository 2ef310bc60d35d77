package io.metronome.dispatch.loop;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import reactor.core.scheduler.Schedulers;

/** A loop whose tasks run at once. Every test of a class that registers it is such a task. */
public final class OwnedLoop implements InvocationInterceptor {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final DispatcherLoop loop;

    public OwnedLoop(Time time) {
        loop = new DispatcherLoop(Schedulers.immediate().createWorker(), time, now -> {}, failure::set);
    }

    public DispatcherLoop loop() {
        return loop;
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        loop.run(() -> {
            try {
                test.proceed();
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        Throwable failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }
}
