// One round of the main loop: executes everything that is due, then sends at most one line. It never waits.

#ifndef ROLLERLOOP_ROUND_H
#define ROLLERLOOP_ROUND_H

#include <stdint.h>

// Starts the rig; `reset_cause` is an rl_reset_cause.
void round_start(uint8_t reset_cause);
// Runs a round. Returns false if nothing is left to do before the next interrupt or wake-up.
bool round_run();

#endif
