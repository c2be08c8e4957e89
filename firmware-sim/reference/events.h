// The last events of the telemetry wire, numbered modulo 256 from 01 after a start. They are also the queue to the line.

#ifndef REFERENCE_EVENTS_H
#define REFERENCE_EVENTS_H

#include "telemetry.gen.h"

// An event with the report of its moment, which a repeated event repeats.
struct Event {
  uint8_t kind;  // an rl_event
  int32_t fields[RL_ROW_FIELDS_MAX];
  int32_t report[RL_REPORT_COUNT];
};

void events_start();
uint8_t events_last();
// Keeps an event and numbers it.
void events_add(const Event& event);
const Event& events_at(uint8_t number);
// Returns how many events are kept from `number` on, and the first of them. Counts all if `number` is no longer kept.
uint8_t events_from(uint8_t number, uint8_t* first);
// Finds the oldest event that was never sent. Returns false without one.
bool events_unsent(uint8_t* number);
void events_sent(uint8_t number);

#endif
