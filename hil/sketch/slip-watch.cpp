#include "slip-watch.h"

#include "config.h"
#include "motion.h"
#include "shaft.h"

static const float milli_deg_per_count = 360000.0f / 4096.0f;
static const uint8_t readings_per_turn = 8;

static int32_t anchor_driven;
static int32_t anchor_counts;
static int32_t read_driven;
static uint32_t steps_between;

void slip_anchor() {
  anchor_driven = motion_driven();
  anchor_counts = shaft_counts();
}

// Returns the difference of two counts. Counts overflow after days in one direction. A short difference stays correct.
static int32_t way(int32_t from, int32_t to) {
  return static_cast<int32_t>(static_cast<uint32_t>(to) - static_cast<uint32_t>(from));
}

// Tests for slip. Single precision is enough: the error over a hundred turns is a tenth of a degree.
bool slip_seen(int32_t* error_milli_deg) {
  const float turns = static_cast<float>(way(anchor_driven, motion_driven())) *
                      static_cast<float>(config.turn_denominator) / static_cast<float>(config.turn_numerator);
  const float counts = static_cast<float>(way(anchor_counts, shaft_counts())) - turns * 4096.0f;
  const float error = counts * milli_deg_per_count;
  const float limit = config.slip_event_milli_deg;
  if (limit == 0.0f || (error <= limit && error >= -limit)) return false;
  const float shown_max = 9999999.0f;
  *error_milli_deg = static_cast<int32_t>(error > shown_max ? shown_max : error < -shown_max ? -shown_max : error);
  slip_anchor();
  return true;
}

// Applies the configuration. At least one step lies between readings, also for a motor with few steps per turn.
void slip_configure() {
  const uint32_t steps = config.turn_numerator / config.turn_denominator / readings_per_turn;
  steps_between = steps == 0 ? 1 : steps;
}

uint32_t slip_steps_between() { return steps_between; }

bool slip_reading_due() {
  const int32_t moved = way(read_driven, motion_driven());
  return (moved < 0 ? 0 - static_cast<uint32_t>(moved) : static_cast<uint32_t>(moved)) >= steps_between;
}

void slip_reading_asked() { read_driven = motion_driven(); }
