// Numbers of the events that are kept, modulo 256. The first event after a start has number 1. An event has its place in the
// ring of kept events by its number. The numbers are also the queue to the line.

#ifndef ROLLERLOOP_EVENT_NUMBERS_H
#define ROLLERLOOP_EVENT_NUMBERS_H

#include "vocabulary.h"

void events_reset();
// Number of the latest event; 0 before the first.
uint8_t events_last();
// Numbers a new event and returns its place in the ring.
uint8_t events_next_place();
uint8_t events_place(uint8_t number);

// Fills the reply to EVTS: the first of the events kept from `number` on, and their count. Takes all events if `number` is no
// longer kept; returns `number` with a count of 0 if there is none.
void events_from(uint8_t number, int32_t* reply);

// Finds the oldest event that was never sent. Returns false if there is none.
bool events_unsent(uint8_t* number);
void events_sent(uint8_t number);

#endif
