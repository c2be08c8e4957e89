// The last events, numbered modulo 256 from 1 after a start. It is the queue to the line as well.

#ifndef ROLLERLOOP_EVENT_RING_H
#define ROLLERLOOP_EVENT_RING_H

#include "protocol.gen.h"

struct KeptEvent {
  uint8_t kind;  // rl_event
  bool idle : 1;  // of DONE
  uint8_t mode : 3;  // stall mode and flags as they were
  uint8_t flags;
  int32_t value;  // its first field
  int32_t counter;
  uint32_t us;
};

void events_reset();
uint8_t events_last();
void events_keep(const KeptEvent& event);
const KeptEvent& events_at(uint8_t number);
// How many are kept from `number` on, and which is the first; all of them if it is not kept any more.
uint8_t events_from(uint8_t number, uint8_t* first);

// The oldest that was never sent, if any is.
bool events_unsent(uint8_t* number);
void events_sent(uint8_t number);

#endif
