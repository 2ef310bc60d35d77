package io.metronome.dispatch;

import io.metronome.command.Command;
import io.metronome.command.Letter;

/** A pending command in full: what it takes to call, to answer, and to write it to the ledger. */
record Body(Letter letter, Command command) {}
