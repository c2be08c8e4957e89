// The hardware below the sketch's portable files, simulated on a PC: ideal stepper and encoder, and a clock of its own.
#include "pc-hardware.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "board.h"
#include "hardware.h"
#include "homing.h"
#include "motion.h"
#include "protocol.gen.h"
#include "round.h"

Pc pc;

namespace {

const size_t ring_bytes = 63;
const unsigned rounds_max = 100000;
const uint32_t byte_us = 87;  // ten bits at 115200 baud
const uint8_t eeprom_blank = 0xFF;
const int16_t field_max_tenths = 2000;

uint32_t ahead(const Moment& moment) { return moment.us - pc.now_us > INT32_MAX ? 0 : moment.us - pc.now_us; }

void rounds() {
  for (unsigned i = 0; i < rounds_max; i++) {
    pc.woken = false;
    if (!round_run() && !pc.woken) return;
  }
  pc_give_up("the main loop never rests");
}

// Returns the earlier of the two.
void sooner(uint32_t* next, const Moment& moment) {
  if (moment.set && ahead(moment) < *next) *next = ahead(moment);
}

int32_t shaft_steps() { return pc.clamped ? pc.clamped_at : motion_driven() - pc.slipped; }

void put_in_ring(uint8_t byte) {
  if (pc.ring.size() == ring_bytes) {
    pc.lost++;
    return;
  }
  pc.ring.push_back(byte);
  pc_kept(byte);
}

// Does the same as the receive interrupt of the board.
void stop_at_once() {
  pc.step.set = false;
  pc.woken = pc.stop_seen = pc.deaf = true;
  pc.stops++;
  pc.coils = 0;
  pc.driver = pc.brake_level = false;
}

}  // namespace

void pc_give_up(const char* why) {
  std::fprintf(stderr, "%s\n", why);
  std::abort();
}

void pc_start(const std::vector<uint8_t>& image, uint32_t at_us) {
  pc = Pc();
  pc.eeprom.assign(1024, eeprom_blank);
  std::copy(image.begin(), image.end(), pc.eeprom.begin());
  pc.now_us = at_us;
  pc.encoder_plugged = true;
  round_start(RL_RESET_CAUSE_POWER);
  pc_settle();
}

// The alarm of a past moment fires at once.
void pc_settle() {
  for (unsigned i = 0; i < rounds_max; i++) {
    rounds();
    if (!pc.alarm_at.set || ahead(pc.alarm_at) > 0) return;
  }
  pc_give_up("an alarm rings for ever");
}

void pc_wait(uint32_t us) {
  pc_settle();
  for (;;) {
    uint32_t next = us;
    sooner(&next, pc.step);
    sooner(&next, pc.alarm_at);
    sooner(&next, pc.line_free);
    pc.now_us += next;
    us -= next;
    if (pc.line_free.set && ahead(pc.line_free) == 0) pc.line_free.set = false;
    if (pc.step.set && ahead(pc.step) == 0) {
      pc.step.set = false;
      pc.in_interrupt = true;
      motion_due();
      pc.in_interrupt = false;
    }
    pc_settle();
    if (us == 0) return;
  }
}

void pc_receive(uint8_t byte) {
  if (pc.deaf) {
    if (byte != '\n' && byte != '>') return;
    pc.deaf = false;
    if (byte == '\n') return;
  } else if (byte == RL_STOP_BYTE) {
    if (pc.stop_half) stop_at_once();
    pc.stop_half = !pc.stop_half;
  } else {
    pc.stop_half = false;
  }
  put_in_ring(byte);
  if (pc.deaf) pc.bytes_to_stop = pc.ring.size();
}

void pc_clamp(bool on) {
  if (on == pc.clamped) return;
  if (on) pc.clamped_at = shaft_steps();
  else pc.slipped = static_cast<int32_t>(std::lround((motion_driven() - pc.clamped_at) / 4.0)) * 4;
  pc.clamped = on;
}

void pc_index() {
  pc.in_interrupt = true;
  homing_index();
  pc.in_interrupt = false;
  pc_settle();
}

void pc_field(int16_t tenths) {
  const int16_t most = tenths > field_max_tenths ? field_max_tenths : tenths;
  pc.field_tenths = most < -field_max_tenths ? static_cast<int16_t>(-field_max_tenths) : most;
}

bool pc_energised() { return pc.coils != 0 || pc.driver || pc.brake_level || pc.servo_lasts || pc.step.set; }

uint32_t hw_now_us() { return pc.now_us; }
uint32_t hw_now_us_locked() { return pc.now_us; }
void hw_wake_at(uint32_t due_us) { pc.alarm_at = {true, due_us}; }
void hw_wake_never() { pc.alarm_at.set = false; }

bool hw_receive(uint8_t* byte) {
  if (pc.bytes_to_stop == 0) pc.stops_passed = pc.stops;
  if (pc.ring.empty()) return false;
  *byte = pc.ring.front();
  pc.ring.pop_front();
  if (pc.bytes_to_stop > 0) pc.bytes_to_stop--;
  pc_taken(*byte);
  return true;
}

uint8_t hw_overruns() {
  const unsigned count = pc.lost > 255 ? 255 : pc.lost;
  pc.lost = 0;
  return static_cast<uint8_t>(count);
}

bool hw_stop_seen() { return pc.stop_seen; }
void hw_stop_clear() { pc.stop_seen = false; }
uint8_t hw_stops() { return pc.stops; }
uint8_t hw_stops_passed() { return pc.stops_passed; }

void hw_send(const uint8_t* bytes, uint8_t count) {
  pc.woken = true;  // the line is free again
  if (pc.line_takes_time) pc.line_free = {true, pc.now_us + byte_us * count};
  pc_said(bytes, count);
}
bool hw_sending() { return pc.line_free.set; }

void hw_pace(uint32_t) { pc_paced(); }
void hw_pace_idle() {}
void hw_step_at(uint32_t due_us, bool) { pc.step = {true, due_us}; }
void hw_step_cancel() { pc.step.set = false; }
void hw_step_pulse(bool) {}
bool hw_step_now(bool) { return true; }
void hw_configure() {}
void hw_direction(bool) {}

void hw_driver(bool on) {
  pc.driver = on;
  pc_output_changed();
}
void hw_coils(uint8_t pattern) {
  pc.coils = pattern;
  pc_output_changed();
}
void hw_servo(uint16_t width_us, bool lasting) {
  pc.servo_us = width_us;
  pc.servo_lasts = lasting;
  pc_output_changed();
}
void hw_brake_level(bool on) {
  pc.brake_level = on && !pc.stop_seen;
  pc_output_changed();
}
void hw_sound(uint16_t hz) { pc.tone_hz = hz; }

void hw_make_safe() {
  pc.step.set = false;
  pc.coils = 0;
  pc.driver = pc.brake_level = false;
  pc.tone_hz = 0;
}

void hw_encoder_read(uint8_t first, uint8_t) {
  pc.woken = true;
  pc.encoder_first = first;
  pc.encoder_failed = !pc.encoder_plugged;
}
void hw_encoder_give_up() { pc.encoder_failed = true; }

HwJob hw_encoder_job(uint8_t* bytes) {
  if (pc.encoder_stuck) return HW_JOB_RUNNING;
  if (pc.encoder_failed) return HW_JOB_FAILED;
  if (pc.encoder_first == 0x1A) {
    bytes[0] = 128;
    return HW_JOB_DONE;
  }
  const double turns = static_cast<double>(shaft_steps()) * config.turn_denominator / config.turn_numerator;
  const int64_t count = static_cast<int64_t>(std::floor(turns * 4096 + 0.5));
  bytes[0] = 0x20;
  bytes[1] = static_cast<uint8_t>(count >> 8 & 15);
  bytes[2] = static_cast<uint8_t>(count & 255);
  return HW_JOB_DONE;
}

void hw_input_read(HwInput which) {
  pc.woken = true;
  pc.input = which;
}
HwJob hw_input_job(uint16_t* sum) {
  // One tenth of a millitesla per quarter of a count in the image of the tests.
  *sum = pc.input == HW_INPUT_FIELD ? static_cast<uint16_t>(2048 + pc.field_tenths) : 0;
  return HW_JOB_DONE;
}
uint16_t hw_supply_mv(uint16_t) { return 5000; }

void hw_eeprom_read(void* to, uint8_t count) { std::memcpy(to, pc.eeprom.data(), count); }
void hw_eeprom_write(const void* from, uint8_t count) { std::memcpy(pc.eeprom.data(), from, count); }
