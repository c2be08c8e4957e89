// Detects slip: encoder and drive differ although no stall mode is imposed.

#ifndef ROLLERLOOP_SLIP_WATCH_H
#define ROLLERLOOP_SLIP_WATCH_H

#include <stdint.h>

// Applies the stored configuration after it was read or changed.
void slip_configure();
// Starts a new comparison at the present position.
void slip_anchor();
// Compares after a reading of the encoder. Returns true if the difference exceeds the stored limit, and then starts a
// new comparison.
bool slip_seen(int32_t* error_milli_deg);
// Returns true if the encoder has to be read. Otherwise half a turn could pass unseen.
bool slip_reading_due();
// Returns the number of steps between two readings; 0 means every step.
uint32_t slip_steps_between();
void slip_reading_asked();

#endif
