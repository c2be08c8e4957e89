#include "delivery.h"

#include "motor.h"
#include "pump-data.h"
#include "step-clock.h"

static StepClock clock;
static uint8_t mode;
static int32_t mode_rate;
static uint8_t bolus;
static int32_t bolus_steps;
static int32_t bolus_made;
static BolusEnd ended;
static uint64_t stopped_alarm_due_us;

// Follows the mode from now on. A part of a step that a bolus interrupted is not made up.
static void follow_mode(uint64_t now_us) { clock.start(now_us, mode == RL_MODE_STOPPED ? 0 : mode_rate); }

static void end_bolus(bool cut) {
  ended = {bolus, cut, bolus_made * step_nl};
  bolus = RL_BOLUS_NONE;
}

void delivery_start(uint64_t now_us) {
  mode = RL_MODE_STOPPED;
  mode_rate = 0;
  bolus = RL_BOLUS_NONE;
  ended = {RL_BOLUS_NONE, false, 0};
  stopped_alarm_due_us = now_us + stopped_alarm_us;
  follow_mode(now_us);
}

uint8_t delivery_mode() { return mode; }

int32_t delivery_rate_nl_per_day() { return mode_rate; }

uint8_t delivery_bolus() { return bolus; }

int32_t delivery_bolus_left_nl() { return bolus == RL_BOLUS_NONE ? 0 : (bolus_steps - bolus_made) * step_nl; }

int32_t delivery_bolus_rate_nl_per_day() { return bolus == RL_BOLUS_NONE ? 0 : clock.rate_nl_per_day; }

uint8_t delivery_doing() {
  if (bolus != RL_BOLUS_NONE) return RL_DOING_BOLUS;
  return mode == RL_MODE_STOPPED ? RL_DOING_STOPPED : RL_DOING_DELIVERING;
}

void delivery_set(uint8_t new_mode, int32_t rate_nl_per_day, uint64_t now_us) {
  if (bolus != RL_BOLUS_NONE) end_bolus(true);
  const bool was_stopped = mode == RL_MODE_STOPPED;
  mode = new_mode;
  mode_rate = mode == RL_MODE_STOPPED ? 0 : rate_nl_per_day;
  if (mode != RL_MODE_STOPPED) stopped_alarm_due_us = UINT64_MAX;
  else if (!was_stopped) stopped_alarm_due_us = now_us + stopped_alarm_us;
  follow_mode(now_us);
}

void delivery_begin_bolus(uint8_t kind, int32_t steps, int32_t rate_nl_per_day, uint64_t now_us) {
  bolus = kind;
  bolus_steps = steps;
  bolus_made = 0;
  stopped_alarm_due_us = UINT64_MAX;
  clock.start(now_us, rate_nl_per_day);
}

bool delivery_run(uint64_t now_us) {
  const uint64_t due_us = clock.due_us();
  if (now_us < due_us) return false;
  motor_step(now_us);
  clock.step();
  if (bolus == RL_BOLUS_NONE || ++bolus_made < bolus_steps) return true;
  end_bolus(false);
  // The mode goes on from the last step of the bolus.
  follow_mode(due_us);
  if (mode == RL_MODE_STOPPED) stopped_alarm_due_us = due_us + stopped_alarm_us;
  return true;
}

BolusEnd delivery_take_end() {
  const BolusEnd taken = ended;
  ended.kind = RL_BOLUS_NONE;
  return taken;
}

bool delivery_stopped_too_long(uint64_t now_us) {
  if (now_us < stopped_alarm_due_us) return false;
  stopped_alarm_due_us = UINT64_MAX;
  return true;
}

uint64_t delivery_due_us() {
  const uint64_t step_us = clock.due_us();
  return step_us < stopped_alarm_due_us ? step_us : stopped_alarm_due_us;
}
