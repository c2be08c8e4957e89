#include "motor.h"

#include "pump-data.h"
#include "pump_hal.h"

static uint32_t commanded;
static uint32_t followed_before;
static uint64_t look_us;
static bool is_stalled;
// Successive steps without a confirmation, and with one.
static int32_t missed;
static int32_t confirmed;

void motor_start() {
  commanded = 0;
  followed_before = hal_followed_steps();
  look_us = UINT64_MAX;
  is_stalled = false;
  missed = confirmed = 0;
  hal_motor_energise(1);
}

void motor_step(uint64_t now_us) {
  hal_motor_step();
  commanded++;
  look_us = now_us + confirm_us;
}

uint32_t motor_commanded() { return commanded; }

bool motor_look(uint64_t now_us) {
  if (now_us < look_us) return false;
  look_us = UINT64_MAX;
  const uint32_t followed = hal_followed_steps();
  const bool follows = followed != followed_before;
  followed_before = followed;
  missed = follows ? 0 : missed + 1;
  confirmed = follows ? confirmed + 1 : 0;
  const bool changes = is_stalled ? confirmed >= recover_steps : missed >= detect_steps;
  if (!changes) return false;
  is_stalled = !is_stalled;
  missed = confirmed = 0;
  return true;
}

bool motor_is_stalled() { return is_stalled; }

uint64_t motor_due_us() { return look_us; }
