#include "motion.h"

#include "config.h"
#include "hardware.h"
#include "slip-watch.h"

namespace {

const uint8_t ended_max = 2;  // the running and the queued segment; no more can end before the main loop runs

int32_t counter;
uint32_t driven;  // steps to the drive, modulo 2^32; overflows after days of turning
bool moving;
bool queued;
bool withheld;
bool powered;

// A segment whose divisions are done. They take long, so they run before interrupts are blocked.
struct Plan {
  int8_t direction;  // 0: no steps
  int32_t end;
  uint32_t moments;  // number of scheduled times: one per step, or one for the end alone
  uint32_t quotient_us;
  uint32_t remainder;
  uint8_t round_steps;  // steps between two rounds of the main loop
};

Plan running;
Plan waiting;
uint32_t left;  // scheduled times left
uint32_t owed;  // sum of remainders, less than `moments`
uint32_t due_us;
uint8_t round_left;  // steps until the next round of the main loop

EndedSegment ended[ended_max];
uint8_t ended_count;

// Coil patterns: two coils on at a time, for equal torque in every phase.
uint8_t coil_pattern(uint8_t position) {
  const uint8_t first = (position & 1) != 0 ? 0x6 : 0x3;
  return (position & 2) != 0 ? first ^ 0xF : first;
}

inline bool four_wire() { return config.drive == DRIVE_FOUR_WIRE; }
inline bool driving() { return powered && !withheld; }

void show_coils() {
  const uint8_t position = static_cast<uint8_t>(driven);
  const uint8_t turned = config_option(OPTION_REVERSE) ? static_cast<uint8_t>(-position) : position;
  hw_coils(powered ? coil_pattern(turned) : 0);
}

inline bool pulse_wanted() { return !four_wire() && driving() && running.direction != 0; }

// Returns the steps between two rounds. They are few enough to read the encoder several times a turn, and so that no
// alarm is late.
uint8_t round_steps_of(uint32_t interval_us) {
  uint32_t steps = interval_us == 0 ? HW_ROUND_US : HW_ROUND_US / interval_us;
  if (steps > slip_steps_between()) steps = slip_steps_between();
  return static_cast<uint8_t>(steps == 0 ? 1 : steps > UINT8_MAX ? UINT8_MAX : steps);
}

__attribute__((noinline)) Plan plan(const Segment& segment) {
  const uint32_t us = static_cast<uint32_t>(segment.ms) * 1000;
  const bool forward = segment.to >= segment.from;
  const uint32_t steps = forward ? static_cast<uint32_t>(segment.to) - static_cast<uint32_t>(segment.from)
                                 : static_cast<uint32_t>(segment.from) - static_cast<uint32_t>(segment.to);
  Plan made;
  made.direction = static_cast<int8_t>(steps == 0 ? 0 : forward ? 1 : -1);
  made.end = segment.to;
  made.moments = steps == 0 ? 1 : steps;
  made.quotient_us = us / made.moments;
  made.remainder = us - made.quotient_us * made.moments;
  made.round_steps = round_steps_of(made.quotient_us);
  return made;
}

void prepare() {
  due_us += running.quotient_us;
  owed += running.remainder;
  if (owed >= running.moments) {
    owed -= running.moments;
    due_us++;
  }
  hw_step_at(due_us, pulse_wanted());
}

enum Beginning { FROM_STANDING, FROM_LAST_DUE };

void start(Beginning beginning) {
  left = running.moments;
  round_left = running.round_steps;
  owed = 0;
  moving = true;
  if (!four_wire()) hw_direction((running.direction >= 0) != config_option(OPTION_REVERSE));
  hw_pace(running.quotient_us);
  if (beginning == FROM_STANDING) due_us = hw_now_us_locked();
  prepare();
}

void end_segment() {
  const bool idle = !queued;
  if (ended_count < ended_max) ended[ended_count++] = {running.end, due_us, idle};
  moving = false;
  queued = false;
  if (idle) return;
  running = waiting;
  start(FROM_LAST_DUE);
}

}  // namespace

bool motion_due() {
  if (!moving) return true;
  if (running.direction != 0 && driving()) {
    driven += static_cast<uint32_t>(running.direction);
    if (four_wire()) show_coils();
  }
  counter += running.direction;
  if (--left == 0) {
    end_segment();
    return true;
  }
  prepare();
  if (--round_left != 0) return false;
  round_left = running.round_steps;
  return true;
}

void motion_reset() {
  counter = 0;
  driven = 0;
  moving = queued = withheld = powered = false;
  ended_count = 0;
}

int32_t motion_counter() {
  Atomic atomic;
  return counter;
}

int32_t motion_driven() {
  Atomic atomic;
  return static_cast<int32_t>(driven);
}

bool motion_moving() {
  Atomic atomic;
  return moving;
}

bool motion_queued() {
  Atomic atomic;
  return queued;
}

int32_t motion_end() {
  Atomic atomic;
  return moving ? running.end : counter;
}

void motion_renumber(int32_t value) {
  Atomic atomic;
  counter = value;
}

bool motion_add(const Segment& segment) {
  const Plan made = plan(segment);
  Atomic atomic;
  if (hw_stop_seen()) return false;
  if (moving) {
    waiting = made;
    queued = true;
  } else {
    running = made;
    start(FROM_STANDING);
  }
  return true;
}

void motion_halt() {
  Atomic atomic;
  moving = false;
  queued = false;
  hw_step_cancel();
}

bool motion_any_ended() {
  Atomic atomic;
  return ended_count > 0;
}

void motion_end_here() {
  if (!moving) return;
  hw_step_cancel();
  queued = false;
  running.end = counter;
  due_us = hw_now_us_locked();
  end_segment();
}

bool motion_take_ended(EndedSegment* out) {
  Atomic atomic;
  if (ended_count == 0) return false;
  *out = ended[0];
  ended[0] = ended[1];
  ended_count--;
  return true;
}

// Keeps the current off after stop bytes until the main loop has handled the stop.
static void heed_stop() {
  if (hw_stop_seen()) powered = false;
}

static void follow_drive() {
  heed_stop();
  if (four_wire()) show_coils();
  else hw_driver(powered);
  hw_step_pulse(moving && pulse_wanted());
}

void motion_withhold(bool on) {
  Atomic atomic;
  withheld = on;
  follow_drive();
}

void motion_power(bool on) {
  Atomic atomic;
  powered = on;
  follow_drive();
}

bool motion_push(bool forward) {
  Atomic atomic;
  heed_stop();
  if (!powered) return true;
  if (!four_wire() && !hw_step_now(forward != config_option(OPTION_REVERSE))) return false;
  if (forward) driven++;
  else driven--;
  if (four_wire()) show_coils();
  return true;
}
