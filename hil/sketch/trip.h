// FIELD: the board imposes a stall mode, and ends it, when its own sensor crosses a threshold.

#ifndef ROLLERLOOP_TRIP_H
#define ROLLERLOOP_TRIP_H

#include <stdint.h>

void trip_disarm();
// Sets threshold and mode; 0 disarms. `trip_changed` applies them.
void trip_arm(int16_t tenths_mt, uint8_t mode);
bool trip_armed();
bool trip_tripped();
// Returns true if a reading is due: fifty per second while armed.
bool trip_sample_due(uint32_t now_us);
uint32_t trip_next_sample_us();
// Processes a reading. Returns true if it crossed the threshold.
bool trip_changed(int16_t field_tenths);
// Returns the stall mode of the trip; none unless tripped.
uint8_t trip_mode();

#endif
