// What the pump delivers: a mode with its rate, and a bolus that interrupts it.

#ifndef REFERENCE_DELIVERY_H
#define REFERENCE_DELIVERY_H

#include "telemetry.gen.h"

// A bolus that has ended.
struct BolusEnd {
  uint8_t kind;  // an rl_bolus; RL_BOLUS_NONE: none has ended
  bool cut;
  int32_t given_nl;
};

void delivery_start(uint64_t now_us);

uint8_t delivery_mode();  // an rl_mode
// Rate of the mode, also while a bolus interrupts it.
int32_t delivery_rate_nl_per_day();
uint8_t delivery_bolus();  // an rl_bolus; RL_BOLUS_NONE without one
int32_t delivery_bolus_left_nl();
// Rate of the bolus; 0 without one.
int32_t delivery_bolus_rate_nl_per_day();
uint8_t delivery_doing();  // an rl_doing

// Runs a mode from now on. Stopped cuts a bolus; other modes must not be set during one.
void delivery_set(uint8_t mode, int32_t rate_nl_per_day, uint64_t now_us);
// Interrupts the mode by a bolus, whose first step is due one period from now.
void delivery_begin_bolus(uint8_t kind, int32_t steps, int32_t rate_nl_per_day, uint64_t now_us);

// Makes the steps that are due. Returns true if one was made.
bool delivery_run(uint64_t now_us);
// Returns the bolus that ended since the last call.
BolusEnd delivery_take_end();
// True once for each time that the pump has been in the mode stopped for 48 h.
bool delivery_stopped_too_long(uint64_t now_us);
uint64_t delivery_due_us();

#endif
