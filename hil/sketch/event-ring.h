// Ring of the latest events, in the places that their numbers give.

#ifndef ROLLERLOOP_EVENT_RING_H
#define ROLLERLOOP_EVENT_RING_H

#include "event-numbers.h"

struct KeptEvent {
  uint8_t kind;  // an rl_event
  bool idle : 1;  // DONE without a following segment
  uint8_t mode : 3;  // stall mode and flags at the time of the event
  uint8_t flags;
  int32_t value;  // first field of the event
  int32_t counter;
  uint32_t us;
};

void events_keep(const KeptEvent& event);
const KeptEvent& events_at(uint8_t number);

#endif
