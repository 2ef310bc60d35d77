package io.metronome.simulation.cluster;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stands for a client with a wide interface of which little is used: what its target does not have is an error. */
public final class ClientProxy {
    private ClientProxy() {}

    static <T> T of(Class<T> type, Object target) {
        Map<Method, Method> found = new LinkedHashMap<>();
        Object stub =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return found.computeIfAbsent(method, wanted -> find(target.getClass(), wanted))
                                .invoke(target, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        return type.cast(stub);
    }

    private static Method find(Class<?> type, Method wanted) {
        for (Class<?> of = type; of != null; of = of.getSuperclass()) {
            for (Method candidate : of.getDeclaredMethods()) {
                boolean isSame = Arrays.equals(candidate.getParameterTypes(), wanted.getParameterTypes());
                if (isSame && candidate.getName().equals(wanted.getName())) {
                    candidate.setAccessible(true);
                    return candidate;
                }
            }
        }
        throw new UnsupportedOperationException(type.getSimpleName() + " has no " + wanted);
    }
}
