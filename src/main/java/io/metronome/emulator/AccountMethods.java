package io.metronome.emulator;

import io.metronome.command.Messenger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The methods that read and change an instance and its queue. */
final class AccountMethods {
    private static final int SHOWN = 500;

    private AccountMethods() {}

    static Response setSettings(Account account, ApiCall ask) {
        account.restart(ask.at(), ask.body());
        return Response.json(200, "{\"saveSettings\":true}");
    }

    static Response reboot(Account account, ApiCall ask) {
        account.reboot(ask.at());
        return Response.json(200, "{\"isReboot\":true}");
    }

    static Response getSettings(Account account, ApiCall ask) {
        return Response.json(200, account.settings().json());
    }

    static Response getStateInstance(Account account, ApiCall ask) {
        AccountState state = account.state();
        return Response.json(
                200, state == AccountState.CREATING ? "null" : "{\"stateInstance\":\"" + state.wire() + "\"}");
    }

    /** The state of the socket: open while the instance is authorized. */
    static Response getStatusInstance(Account account, ApiCall ask) {
        String status = account.state() == AccountState.AUTHORIZED ? "online" : "offline";
        return Response.json(200, "{\"statusInstance\":\"" + status + "\"}");
    }

    /** getWaSettings and MAX's getAccountSettings. */
    static Response getAccount(Account account, ApiCall ask) {
        boolean whatsapp = account.messenger() == Messenger.WHATSAPP;
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("avatar", "");
        about.put("phone", AccountSettings.phone(account.instance()));
        about.put("stateInstance", account.state().wire());
        about.put("deviceId", "");
        if (!whatsapp) {
            about.put("chatId", account.instance().id());
            Moment free = account.suspendedUntil();
            if (free != null) {
                about.put("suspendedUntil", TimeUnit.MILLISECONDS.toSeconds(free.millis()));
            }
        }
        return Response.json(200, Json.write(about));
    }

    /** Lists the first 500 messages in the queue. */
    static Response showQueue(Account account, ApiCall ask) {
        List<Map<String, Object>> shown = new ArrayList<>();
        int hidden = account.rules().hidesFirst() ? 1 : 0;
        for (Outbox.Queued message : messages(account).stream().skip(hidden).toList()) {
            if (shown.size() < SHOWN) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("messageID", message.idMessage());
                entry.put("type", message.method().name());
                entry.put("body", Json.accepted(message.body()));
                shown.add(entry);
            }
        }
        return Response.json(200, Json.write(shown));
    }

    static Response countQueue(Account account, ApiCall ask) {
        return Response.json(200, "{\"count\":" + messages(account).size() + "}");
    }

    static Response clearQueue(Account account, ApiCall ask) {
        account.outbox().clear();
        return Response.json(200, "{\"isCleared\":true}");
    }

    private static List<Outbox.Queued> messages(Account account) {
        return account.outbox().waiting().stream()
                .filter(message -> message.method().listed())
                .toList();
    }
}
