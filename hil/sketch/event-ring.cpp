#include "event-ring.h"

static KeptEvent ring[RL_EVENTS_KEPT_MAX];

void events_keep(const KeptEvent& event) { ring[events_next_place()] = event; }

const KeptEvent& events_at(uint8_t number) { return ring[events_place(number)]; }
