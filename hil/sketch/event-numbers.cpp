#include "event-numbers.h"

static uint8_t last;
static uint8_t kept;
static uint8_t unsent;

static_assert((RL_EVENTS_KEPT_MAX & (RL_EVENTS_KEPT_MAX - 1)) == 0, "an event's place is its number modulo the ring");

void events_reset() { last = kept = unsent = 0; }

uint8_t events_last() { return last; }

uint8_t events_place(uint8_t number) { return number % RL_EVENTS_KEPT_MAX; }

uint8_t events_next_place() {
  last++;
  if (kept < RL_EVENTS_KEPT_MAX) kept++;
  if (unsent < RL_EVENTS_KEPT_MAX) unsent++;
  return events_place(last);
}

void events_from(uint8_t number, int32_t* reply) {
  const uint8_t back = static_cast<uint8_t>(last + 1 - number);
  const uint8_t count = back <= kept ? back : kept;
  reply[0] = count == 0 ? number : static_cast<uint8_t>(last + 1 - count);
  reply[1] = count;
}

bool events_unsent(uint8_t* number) {
  *number = static_cast<uint8_t>(last + 1 - unsent);
  return unsent > 0;
}

void events_sent(uint8_t number) { unsent = static_cast<uint8_t>(last - number); }
