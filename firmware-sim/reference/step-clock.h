// Times of motor steps at a constant rate, exact to the microsecond after any number of steps.

#ifndef REFERENCE_STEP_CLOCK_H
#define REFERENCE_STEP_CLOCK_H

#include <stdint.h>

// A step takes period_us + period_rest / rate microseconds. Step k is due at the start plus k times that, rounded up.
struct StepClock {
  uint64_t floor_us;    // start plus the whole microseconds of the steps up to the next one
  uint64_t period_us;
  int32_t period_rest;
  int32_t rest;         // what the whole microseconds leave out, as a share of the rate
  int32_t rate_nl_per_day;

  // Begins at `now_us`: the first step is due one period later. A rate of 0 makes no step.
  void start(uint64_t now_us, int32_t nl_per_day);
  // Returns the time of the next step; UINT64_MAX without a rate.
  uint64_t due_us() const;
  // Goes on to the step after the next.
  void step();
};

// Returns the time that `steps` take at a rate, in tenths of a second, rounded to the nearest.
int32_t duration_tenths(int32_t steps, int32_t nl_per_day);

#endif
