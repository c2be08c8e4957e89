#include "events.h"

static Event ring[RL_EVENTS_KEPT_MAX];

void events_add(const Event& event) {
  Event& place = ring[events_next_place()];
  place = event;
  place.report[RL_REPORT_COUNT - 1] = events_last();
}

const Event& events_at(uint8_t number) { return ring[events_place(number)]; }
