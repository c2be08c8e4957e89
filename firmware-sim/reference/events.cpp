#include "events.h"

static Event ring[RL_EVENTS_KEPT_MAX];
static uint8_t last;
static uint8_t kept;
static uint8_t unsent;

void events_start() { last = kept = unsent = 0; }

uint8_t events_last() { return last; }

void events_add(const Event& event) {
  last++;
  Event& place = ring[last % RL_EVENTS_KEPT_MAX];
  place = event;
  place.report[RL_REPORT_COUNT - 1] = last;
  if (kept < RL_EVENTS_KEPT_MAX) kept++;
  if (unsent < RL_EVENTS_KEPT_MAX) unsent++;
}

const Event& events_at(uint8_t number) { return ring[number % RL_EVENTS_KEPT_MAX]; }

uint8_t events_from(uint8_t number, uint8_t* first) {
  const uint8_t back = static_cast<uint8_t>(last + 1 - number);
  const uint8_t count = back <= kept ? back : kept;
  *first = static_cast<uint8_t>(last + 1 - count);
  return count;
}

bool events_unsent(uint8_t* number) {
  *number = static_cast<uint8_t>(last + 1 - unsent);
  return unsent > 0;
}

void events_sent(uint8_t number) { unsent = static_cast<uint8_t>(last - number); }
