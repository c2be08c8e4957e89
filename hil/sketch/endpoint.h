// The answering end: executes every request exactly once, however often it comes, and speaks first only in events.

#ifndef ROLLERLOOP_ENDPOINT_H
#define ROLLERLOOP_ENDPOINT_H

#include "event-ring.h"

void endpoint_start();
// Takes in what was received and says one thing at most; true while there is more to do at once.
bool endpoint_poll();
void endpoint_event(uint8_t kind, int32_t value, bool idle, int32_t counter, uint32_t us);

// 0 while nobody is in session.
uint8_t endpoint_session();

bool endpoint_next_due(uint32_t* due_us);

#endif
