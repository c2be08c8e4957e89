// The pump: joins delivery, motor, reservoir, alarms, log and memory.

#ifndef REFERENCE_PUMP_H
#define REFERENCE_PUMP_H

#include <stdint.h>

// Why the pump refuses a request: an rl_field_word and an rl_why.
struct Refusal {
  bool is_refused;
  uint8_t field;
  uint8_t why;
};

void pump_start(uint64_t now_us);
// Does everything that is due.
void pump_run(uint64_t now_us);
// Time at which something is due next.
uint64_t pump_due_us();

// Applies the drafted fields of `set`, all or none.
Refusal pump_change(uint16_t set);
Refusal pump_bolus(int32_t volume_nl, int32_t duration_s);
Refusal pump_study();
void pump_set_mode(uint8_t mode, int32_t rate_nl_per_day);

// Time on the pump's clock, in seconds. It goes on after a loss of power from where it was last kept.
int32_t pump_clock_s();
uint32_t pump_age_s();
// Steps commanded since the pump was first powered.
uint32_t pump_programmed_steps();
int32_t pump_level_nl();

#endif
