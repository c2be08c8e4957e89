// One round of the main loop: everything that is due, then one thing to say. Nothing in it waits.

#ifndef ROLLERLOOP_ROUND_H
#define ROLLERLOOP_ROUND_H

#include <stdint.h>

// `reset_cause`: rl_reset_cause.
void round_start(uint8_t reset_cause);
// False where nothing is left to do before the next interrupt or the moment that was set.
bool round_run();

#endif
