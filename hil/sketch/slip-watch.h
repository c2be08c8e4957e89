// Tells when the encoder no longer says what the drive was told, while nothing is imposed on the shaft.

#ifndef ROLLERLOOP_SLIP_WATCH_H
#define ROLLERLOOP_SLIP_WATCH_H

#include <stdint.h>

// After the kept configuration was read, or changed.
void slip_configure();
// From here on they have to agree.
void slip_anchor();
// After a reading of the encoder: true where they have parted by more than the kept limit, and then from here on anew.
bool slip_seen(int32_t* error_milli_deg);
// The encoder has to be read again before half a turn can pass unseen.
bool slip_reading_due();
// Steps between two readings; 0: every step.
uint32_t slip_steps_between();
void slip_reading_asked();

#endif
