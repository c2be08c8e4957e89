#include "reservoir.h"

#include "pump-data.h"

static bool is_known;
static int32_t told_nl;
static uint32_t told_at_steps;
static int32_t low_nl;
static bool said_low;
static bool said_empty;

void reservoir_start() {
  is_known = said_low = said_empty = false;
  told_nl = 0;
  low_nl = low_reservoir_nl_default;
}

void reservoir_told(int32_t volume_nl, uint32_t commanded_steps) {
  is_known = true;
  told_nl = volume_nl;
  told_at_steps = commanded_steps;
  said_low = said_empty = false;
}

bool reservoir_is_known() { return is_known; }

int32_t reservoir_level_nl(uint32_t commanded_steps) {
  const uint32_t steps = commanded_steps - told_at_steps;
  const uint32_t last = static_cast<uint32_t>(told_nl) / static_cast<uint32_t>(step_nl);
  return steps > last ? 0 : told_nl - static_cast<int32_t>(steps) * step_nl;
}

int32_t reservoir_low_nl() { return low_nl; }

void reservoir_set_low(int32_t new_low_nl, uint32_t commanded_steps) {
  low_nl = new_low_nl;
  said_low = said_low && reservoir_is_low(commanded_steps);
}

bool reservoir_is_low(uint32_t commanded_steps) { return is_known && reservoir_level_nl(commanded_steps) <= low_nl; }

ReservoirNews reservoir_look(uint32_t commanded_steps) {
  if (!is_known) return RESERVOIR_NOTHING;
  const int32_t level_nl = reservoir_level_nl(commanded_steps);
  if (!said_low && level_nl <= low_nl) {
    said_low = true;
    return RESERVOIR_LOW;
  }
  if (!said_empty && level_nl == 0) {
    said_empty = true;
    return RESERVOIR_EMPTY;
  }
  return RESERVOIR_NOTHING;
}
