package io.metronome.command;

import io.metronome.command.Method.Offer;
import io.metronome.command.Method.Promise;
import io.metronome.command.shape.ObjectShape;
import java.util.EnumMap;
import java.util.Map;

/** Describes one method of the API. Each descriptor of the catalogue is one such builder in a file of its own. */
public final class MethodBuilder {
    private final String name;
    private final Map<Messenger, Offer> offers = new EnumMap<>(Messenger.class);
    private Promise promise = Promise.ID_MESSAGE;
    private boolean paced = true;
    private int typingDefault;
    private boolean needsStatusAccess;
    private boolean repeatable;

    MethodBuilder(String name) {
        this.name = name;
    }

    /**
     * A messenger that has the method.
     *
     * @param perSecond requests a second that the API allows one instance
     * @param example a good request body as JSON
     */
    public MethodBuilder offeredBy(Messenger messenger, int perSecond, ObjectShape body, String example) {
        offers.put(messenger, new Offer(perSecond, body, example));
        return this;
    }

    /** The content that makes a 200 a success. */
    public MethodBuilder promising(Promise content) {
        promise = content;
        return this;
    }

    /** Its calls do not go through the instance's queue, and do not count for the instance's gap. */
    public MethodBuilder notPaced() {
        paced = false;
        return this;
    }

    /** The typing time that the API takes where a body names none. */
    public MethodBuilder typingFor(int defaultMillis) {
        typingDefault = defaultMillis;
        return this;
    }

    /** Its 403 means that the instance has no access to statuses. */
    public MethodBuilder needingStatusAccess() {
        needsStatusAccess = true;
        return this;
    }

    /** A second call with the same body changes nothing. */
    public MethodBuilder repeatable() {
        repeatable = true;
        return this;
    }

    /** The method, at that place in the catalogue. */
    public Method at(int index) {
        return new Method(name, index, offers, promise, paced, typingDefault, needsStatusAccess, repeatable);
    }
}
