// Device side of the wire. Executes each request exactly once, even if it arrives repeatedly. Sends events unasked.

#ifndef ROLLERLOOP_ENDPOINT_H
#define ROLLERLOOP_ENDPOINT_H

#include "event-ring.h"

void endpoint_start();
// Takes received bytes and sends at most one line. Returns true while more can be done at once.
bool endpoint_poll();
void endpoint_event(uint8_t kind, int32_t value, bool idle, int32_t counter, uint32_t us);

// Number of the session; 0 without one.
uint8_t endpoint_session();

bool endpoint_next_due(uint32_t* due_us);

#endif
