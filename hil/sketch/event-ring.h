// Ring of the latest events, numbered modulo 256. The first event after a start has number 1. The ring is also the
// queue to the line.

#ifndef ROLLERLOOP_EVENT_RING_H
#define ROLLERLOOP_EVENT_RING_H

#include "vocabulary.h"

struct KeptEvent {
  uint8_t kind;  // an rl_event
  bool idle : 1;  // DONE without a following segment
  uint8_t mode : 3;  // stall mode and flags at the time of the event
  uint8_t flags;
  int32_t value;  // first field of the event
  int32_t counter;
  uint32_t us;
};

void events_reset();
uint8_t events_last();
void events_keep(const KeptEvent& event);
const KeptEvent& events_at(uint8_t number);
// Returns the count and the first of the events kept from `number` on. Returns all events if `number` is no longer
// kept.
uint8_t events_from(uint8_t number, uint8_t* first);

// Finds the oldest event that was never sent. Returns false if there is none.
bool events_unsent(uint8_t* number);
void events_sent(uint8_t number);

#endif
