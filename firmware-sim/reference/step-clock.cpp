#include "step-clock.h"

#include "pump-data.h"

static const uint64_t nl_us_per_step = us_per_day * static_cast<uint64_t>(step_nl);

void StepClock::start(uint64_t now_us, int32_t nl_per_day) {
  rate_nl_per_day = nl_per_day;
  floor_us = now_us;
  rest = 0;
  if (nl_per_day == 0) return;
  const uint64_t rate = static_cast<uint64_t>(nl_per_day);
  period_us = nl_us_per_step / rate;
  period_rest = static_cast<int32_t>(nl_us_per_step % rate);
  step();
}

uint64_t StepClock::due_us() const {
  if (rate_nl_per_day == 0) return UINT64_MAX;
  return floor_us + (rest > 0 ? 1 : 0);
}

void StepClock::step() {
  floor_us += period_us;
  rest += period_rest;
  if (rest < rate_nl_per_day) return;
  rest -= rate_nl_per_day;
  floor_us++;
}

int32_t duration_tenths(int32_t steps, int32_t nl_per_day) {
  const uint64_t volume_nl = static_cast<uint64_t>(steps) * static_cast<uint64_t>(step_nl);
  const uint64_t rate = static_cast<uint64_t>(nl_per_day);
  return static_cast<int32_t>((volume_nl * 864000u + rate / 2) / rate);
}
