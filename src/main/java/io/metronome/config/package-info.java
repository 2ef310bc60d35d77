/**
 * Reads what an operator configures: the settings, from a YAML file and the environment, and the instances file.
 * Reading finds all mistakes at once and returns them; it throws no exception for a mistake. No message holds a secret.
 */
@NullMarked
package io.metronome.config;

import org.jspecify.annotations.NullMarked;
