#include "homing.h"

#include "hardware.h"
#include "shaft.h"

static const int32_t counter_max = 2000000000L;
static const uint16_t counts_per_turn = 4096;

static volatile bool active;
static volatile bool found;
static volatile uint16_t index_count;

void homing_reset() { active = found = false; }

bool homing_possible() { return config_part(PART_INDEX) || config_part(PART_ENCODER); }
bool homing_active() { return active; }

uint16_t homing_index_count() {
  Atomic atomic;
  return index_count;
}

// Returns the steps to search, rounded up: a whole turn, or the rest of the turn up to the encoder's zero.
static uint32_t steps_ahead() {
  const uint64_t numerator = config.turn_numerator;
  const uint16_t to_zero = static_cast<uint16_t>(counts_per_turn - shaft_raw()) % counts_per_turn;
  const uint16_t counts = config_part(PART_INDEX) ? counts_per_turn : to_zero;
  const uint64_t divisor = static_cast<uint64_t>(config.turn_denominator) * counts_per_turn;
  return static_cast<uint32_t>((numerator * counts + divisor - 1) / divisor);
}

static uint16_t ms_for(uint16_t turn_ms, uint32_t steps) {
  const uint64_t scaled = static_cast<uint64_t>(config.turn_denominator) * turn_ms * steps;
  const uint32_t ms = static_cast<uint32_t>((scaled + config.turn_numerator - 1) / config.turn_numerator);
  return static_cast<uint16_t>(ms == 0 ? 1 : ms > UINT16_MAX ? UINT16_MAX : ms);
}

Answer homing_plan(uint16_t ms, Segment* segment) {
  if (!homing_possible()) return {RL_ERROR_UNSUPPORTED, 0};
  if (!config_part(PART_INDEX) && !shaft_encoder_ok()) return {RL_ERROR_SENSOR, 0};
  const uint32_t rate = config.steps_per_second_max;
  if (config.turn_numerator * 1000ULL > static_cast<uint64_t>(ms * rate) * config.turn_denominator) {
    return {RL_ERROR_TOOFAST, config.steps_per_second_max};
  }
  const uint32_t steps = steps_ahead();
  const int32_t from = motion_counter();
  // The wire cannot express a larger counter. The host has to send ZERO first.
  if (from > counter_max - static_cast<int32_t>(steps)) return {RL_ERROR_RANGE, 0};
  *segment = {from, from + static_cast<int32_t>(steps), ms_for(ms, steps)};
  return {0, 0};
}

void homing_begin() {
  found = false;
  active = true;
}

bool homing_ended(int32_t) {
  active = false;
  return found || !config_part(PART_INDEX);
}

void homing_index() {
  index_count = static_cast<uint16_t>(index_count + 1);
  if (!active || found) return;
  found = true;
  motion_end_here();
}
