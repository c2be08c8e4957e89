// The last events of the telemetry wire, in the places that their numbers give.

#ifndef REFERENCE_EVENTS_H
#define REFERENCE_EVENTS_H

#include "event-numbers.h"

// An event with the report of its moment, which a repeated event repeats.
struct Event {
  uint8_t kind;  // an rl_event
  int32_t fields[RL_ROW_FIELDS_MAX];
  int32_t report[RL_REPORT_COUNT];
};

// Numbers an event and keeps it.
void events_add(const Event& event);
const Event& events_at(uint8_t number);

#endif
