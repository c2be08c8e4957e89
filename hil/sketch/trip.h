// FIELD: the board imposes and undoes a stall mode by itself when its own sensor crosses a threshold.

#ifndef ROLLERLOOP_TRIP_H
#define ROLLERLOOP_TRIP_H

#include <stdint.h>

void trip_disarm();
// 0 lets go; `trip_changed` says what comes of it.
void trip_arm(int16_t tenths_mt, uint8_t mode);
bool trip_armed();
bool trip_tripped();
// The sensor is read fifty times a second while it is armed.
bool trip_sample_due(uint32_t now_us);
uint32_t trip_next_sample_us();
// With a new reading: true where it crossed.
bool trip_changed(int16_t field_tenths);
// The stall mode that the field asks for; none unless tripped.
uint8_t trip_mode();

#endif
