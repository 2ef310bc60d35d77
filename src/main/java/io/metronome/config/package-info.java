/**
 * What the operator decides: the settings, from a YAML file and the environment, and the instances file. Reading finds
 * every mistake at once and reports it as a value, never as an exception; no secret is ever part of a report.
 */
@NullMarked
package io.metronome.config;

import org.jspecify.annotations.NullMarked;
