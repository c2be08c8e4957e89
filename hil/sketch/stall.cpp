#include "stall.h"

#include "config.h"
#include "hardware.h"
#include "motion.h"
#include "protocol.gen.h"

static const uint8_t brake_parts = PART_SERVO | PART_MAGNET;

static uint8_t mode;
static uint8_t braking;  // parts (ConfigPart) that clamp at present
static bool energised;
static int32_t push_left;
static uint32_t push_due_us;

// Engages or releases the clamps by the mode. Releases a servo even if the configuration no longer has it.
static void show_brake() {
  const uint8_t before = braking;
  braking = mode == RL_STALL_MODE_BRAKE ? config.parts & brake_parts : 0;
  if ((braking & PART_SERVO) != 0) hw_servo(config.brake_on_us, true);
  else if (((before | config.parts) & PART_SERVO) != 0) hw_servo(config.brake_off_us, false);
  hw_brake_level((braking & PART_MAGNET) != 0);
}

// hold: the coils keep their field, which holds the rotor. release: no current, only the detent torque. brake: the
// drive turns against a clamp. back: pushes the shaft back, then acts as hold.
static void apply() {
  motion_withhold(mode == RL_STALL_MODE_HOLD || mode == RL_STALL_MODE_RELEASE || mode == RL_STALL_MODE_BACK);
  motion_power(energised && mode != RL_STALL_MODE_RELEASE);
  if ((braking != 0) != (mode == RL_STALL_MODE_BRAKE)) show_brake();
}

void stall_reset() {
  mode = RL_STALL_MODE_NONE;
  energised = false;
  push_left = 0;
  motion_withhold(false);
  motion_power(false);
  show_brake();
}

uint8_t stall_mode() { return mode; }

bool stall_possible(uint8_t wanted) {
  return wanted != RL_STALL_MODE_BRAKE || config_part(PART_SERVO) || config_part(PART_MAGNET);
}

void stall_set(uint8_t wanted) {
  mode = wanted;
  apply();
}

bool stall_energised() { return energised; }

void stall_energise(bool on) {
  energised = on;
  apply();
}

void stall_push(int32_t steps) {
  if (!stall_pushing()) push_due_us = hw_now_us();
  push_left += steps;
}

bool stall_pushing() { return push_left != 0; }
void stall_drop_push() { push_left = 0; }

void stall_poll() {
  if (push_left == 0 || static_cast<int32_t>(hw_now_us() - push_due_us) < 0) return;
  if (!motion_push(push_left > 0)) return;
  push_left += push_left > 0 ? -1 : 1;
  push_due_us += config.back_step_us;
}

bool stall_next_due(uint32_t* due_us) {
  *due_us = push_due_us;
  return push_left != 0;
}
