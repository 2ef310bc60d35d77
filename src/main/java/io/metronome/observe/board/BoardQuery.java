package io.metronome.observe.board;

import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceQuery.Cursor;
import io.metronome.observe.admin.InstanceQueries;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The query in the address of a board.
 *
 * @param instance the instance to show; empty for the whole group
 * @param command the command of that instance to show; empty for none
 * @param list which instances the list shows
 */
record BoardQuery(String instance, String command, InstanceQuery list) {
    static final Set<String> PARAMETERS = Set.of("instance", "command", "sort", "state", "id", "after");

    private static final int ROWS = 50;

    /** Reads the query. A value that is empty, as that of a field of a form, counts as absent. */
    static BoardQuery read(Map<String, String> query) {
        Map<String, String> list = new TreeMap<>(query);
        list.values().removeIf(String::isEmpty);
        String instance = list.remove("instance");
        String command = list.remove("command");
        list.putIfAbsent("sort", InstanceQuery.Sort.TROUBLE.label());
        list.put("limit", Integer.toString(ROWS));
        return new BoardQuery(
                instance == null ? "" : instance, command == null ? "" : command, InstanceQueries.read(list));
    }

    /** The address of the list with other values of the query. */
    String listWith(Map<String, String> other) {
        Map<String, String> values = new TreeMap<>();
        values.put("sort", list.sort().label());
        values.put("state", list.state() == null ? "" : list.state().label());
        values.put("id", list.idPart());
        values.putAll(other);
        values.values().removeIf(String::isEmpty);
        return "?"
                + values.entrySet().stream()
                        .map(value -> value.getKey() + "=" + BoardParts.encoded(value.getValue()))
                        .collect(Collectors.joining("&"));
    }

    /** The address of the page of the list behind that place. */
    String listAfter(Cursor place) {
        return listWith(Map.of("after", InstanceQueries.text(place)));
    }
}
