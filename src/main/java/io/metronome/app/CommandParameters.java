package io.metronome.app;

import picocli.CommandLine.Parameters;

/** The parameters of a command line that is about one command of one instance. */
final class CommandParameters {
    @Parameters(index = "0", paramLabel = "ID", description = "The instance's id.")
    private String instance = "";

    @Parameters(
            index = "1",
            paramLabel = "COMMANDID",
            description = "The command's id; topic-partition-offset where its producer gave none.")
    private String commandId = "";

    String instance() {
        return instance;
    }

    String commandId() {
        return commandId;
    }
}
