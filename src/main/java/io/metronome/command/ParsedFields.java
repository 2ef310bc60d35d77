package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The parsed fields of a command as bytes, so that its JSON is parsed once: neither its next owner nor a worker that had
 * the command on disk parses it again. Where its reply goes is not among them: the record's headers say that.
 *
 * @param rules a hash of the rules by which the command was parsed: {@link CommandCodec#rulesHash}
 * @param fields the fields, which the record's own version of metronome wrote
 */
public record ParsedFields(int rules, byte[] fields) {
    private static final int LENGTHS = 3 * Short.BYTES;
    private static final int FLAGS = 3;
    private static final int NUMBERS = 4 * Integer.BYTES + 2 * Long.BYTES;

    /** The fields of that command. */
    public static ParsedFields of(Command command, int rules) {
        byte[] id = command.id().getBytes(UTF_8);
        byte[] instance = command.instance().getBytes(UTF_8);
        byte[] method = command.method().name().getBytes(UTF_8);
        ByteBuffer out = ByteBuffer.allocate(LENGTHS + id.length + instance.length + method.length + FLAGS + NUMBERS);
        put(out, instance);
        put(out, method);
        put(out, id);
        out.put((byte) (command.ownId() ? 1 : 0));
        out.put((byte) command.priority().rank());
        out.put((byte) (command.onUnknown() == OnUnknown.REPORT ? 1 : 0));
        out.putInt(command.bodyStart()).putInt(command.bodyLength());
        out.putInt(command.typingMillis()).putInt(command.delayMillis());
        out.putLong(command.notBefore()).putLong(command.expiresAt());
        return new ParsedFields(rules, out.array());
    }

    private static void put(ByteBuffer out, byte[] text) {
        out.putShort((short) text.length).put(text);
    }

    /** The id of the command's instance. */
    String instance() {
        return text(ByteBuffer.wrap(fields));
    }

    /**
     * The command; null when this version has no such method.
     *
     * @param instance one text for all commands of the instance
     */
    public @Nullable Command command(String instance, Command.@Nullable ReplyTo replyTo) {
        ByteBuffer in = ByteBuffer.wrap(fields);
        skipText(in);
        Method method = Catalogue.find(text(in));
        if (method == null) {
            return null;
        }
        String id = text(in);
        boolean ownId = in.get() != 0;
        Priority priority = Priority.of(in.get());
        OnUnknown onUnknown = in.get() == 0 ? OnUnknown.RESEND : OnUnknown.REPORT;
        int bodyStart = in.getInt();
        int bodyLength = in.getInt();
        int typingMillis = in.getInt();
        int delayMillis = in.getInt();
        long notBefore = in.getLong();
        long expiresAt = in.getLong();
        return new Command(
                id,
                ownId,
                instance,
                method,
                bodyStart,
                bodyLength,
                priority,
                notBefore,
                expiresAt,
                onUnknown,
                typingMillis,
                delayMillis,
                replyTo);
    }

    private static void skipText(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        in.position(in.position() + length);
    }

    private static String text(ByteBuffer in) {
        byte[] text = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(text);
        return new String(text, UTF_8);
    }
}
