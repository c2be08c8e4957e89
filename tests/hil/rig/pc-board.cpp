// The sketch's portable files on a PC, on a clock of their own: the same main loop, with an ideal stepper and encoder.
//
//   pc-board [EEPROM as hex]     `-` for none, which is a blank one
//   send HEX      bytes, one after the other, each seen at once
//   flood HEX     bytes that all come before the main loop looks
//   wait US       time passes; what is due happens at its own moment
//   field TENTHS  at the Hall sensor, in tenths of a millitesla
//   encoder 0|1   unplugged, plugged in
//   clamp 0|1     a hand on the shaft
//   index         the Hall switch closes
//
// Prints `tx US HEX` per line of the board, and `ready` after each command.
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "board.h"
#include "hardware.h"
#include "homing.h"
#include "motion.h"
#include "protocol.gen.h"
#include "round.h"

namespace {

const size_t ring_bytes = 63;
const unsigned rounds_max = 100000;

struct Moment {
  bool set;
  uint32_t us;
};

uint32_t now_us;
Moment step;
Moment alarm_at;
std::vector<uint8_t> ring;
unsigned lost;
bool stop_half, deaf, stop_seen;
std::vector<uint8_t> eeprom(1024, 0xFF);
int16_t field_tenths;
bool encoder_plugged = true;
bool encoder_failed;
uint8_t encoder_first;
bool clamped;
int32_t clamped_at, slipped;
HwInput input;
bool woken;  // as by an interrupt

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "%s\n", why);
  std::exit(1);
}

uint32_t ahead(const Moment& moment) { return moment.us - now_us > INT32_MAX ? 0 : moment.us - now_us; }

void rounds() {
  for (unsigned i = 0; i < rounds_max; i++) {
    woken = false;
    if (!round_run() && !woken) return;
  }
  give_up("the main loop never rests");
}

// The alarm of a moment that has passed rings at once.
void settle() {
  for (unsigned i = 0; i < rounds_max; i++) {
    rounds();
    if (!alarm_at.set || ahead(alarm_at) > 0) return;
  }
  give_up("an alarm rings for ever");
}

void wait(uint32_t us) {
  uint32_t left = us;
  settle();
  for (;;) {
    uint32_t next = left;
    if (step.set && ahead(step) < next) next = ahead(step);
    if (alarm_at.set && ahead(alarm_at) < next) next = ahead(alarm_at);
    const bool nothing = (!step.set || ahead(step) > left) && (!alarm_at.set || ahead(alarm_at) > left);
    now_us += next;
    left -= next;
    if (nothing) return;
    if (step.set && ahead(step) == 0) {
      step.set = false;
      motion_due();
    }
    settle();
  }
}

void receive(uint8_t byte) {
  if (deaf) {
    if (byte != '\n' && byte != '>') return;
    deaf = false;
    if (byte == '\n') return;
  } else if (byte == RL_STOP_BYTE) {
    if (stop_half) {
      step.set = false;
      woken = stop_seen = deaf = true;
    }
    stop_half = !stop_half;
  } else {
    stop_half = false;
  }
  if (ring.size() < ring_bytes) ring.push_back(byte);
  else lost++;
}

std::vector<uint8_t> from_hex(const char* text) {
  std::vector<uint8_t> bytes;
  unsigned value;
  for (; std::sscanf(text, "%2X", &value) == 1; text += 2) bytes.push_back(static_cast<uint8_t>(value));
  return bytes;
}

int32_t shaft_steps() { return clamped ? clamped_at : motion_driven() - slipped; }

void clamp(bool on) {
  if (on == clamped) return;
  if (on) clamped_at = shaft_steps();
  else slipped = static_cast<int32_t>(std::lround((motion_driven() - clamped_at) / 4.0)) * 4;
  clamped = on;
}

bool obey(const std::string& word, const char* argument) {
  if (word == "send") {
    for (const uint8_t byte : from_hex(argument)) {
      receive(byte);
      settle();
    }
  } else if (word == "flood") {
    for (const uint8_t byte : from_hex(argument)) receive(byte);
    settle();
  } else if (word == "wait") {
    wait(static_cast<uint32_t>(std::strtoul(argument, nullptr, 10)));
  } else if (word == "field") {
    field_tenths = static_cast<int16_t>(std::atoi(argument));
  } else if (word == "encoder") {
    encoder_plugged = argument[0] == '1';
  } else if (word == "clamp") {
    clamp(argument[0] == '1');
  } else if (word == "index") {
    homing_index();
    settle();
  } else {
    return false;
  }
  return true;
}

}  // namespace

uint32_t hw_now_us() { return now_us; }
uint32_t hw_now_us_locked() { return now_us; }
void hw_wake_at(uint32_t due_us) { alarm_at = {true, due_us}; }
void hw_wake_never() { alarm_at.set = false; }

bool hw_receive(uint8_t* byte) {
  if (ring.empty()) return false;
  *byte = ring.front();
  ring.erase(ring.begin());
  return true;
}

uint8_t hw_overruns() {
  const unsigned count = lost > 255 ? 255 : lost;
  lost = 0;
  return static_cast<uint8_t>(count);
}

bool hw_stop_seen() { return stop_seen; }
void hw_stop_clear() { stop_seen = false; }

void hw_send(const uint8_t* bytes, uint8_t count) {
  woken = true;  // the line is free again
  std::printf("tx %" PRIu32 " ", now_us);
  for (uint8_t i = 0; i < count; i++) std::printf("%02X", bytes[i]);
  std::printf("\n");
}
bool hw_sending() { return false; }

void hw_pace(uint32_t) {}
void hw_pace_idle() {}
void hw_step_at(uint32_t due_us, bool) { step = {true, due_us}; }
void hw_step_cancel() { step.set = false; }
void hw_step_pulse(bool) {}
bool hw_step_now(bool) { return true; }
void hw_configure() {}
void hw_direction(bool) {}
void hw_driver(bool) {}
void hw_coils(uint8_t) {}
void hw_servo(uint16_t, bool) {}
void hw_brake_level(bool) {}
void hw_sound(uint16_t) {}

void hw_encoder_read(uint8_t first, uint8_t) {
  woken = true;
  encoder_first = first;
  encoder_failed = !encoder_plugged;
}
void hw_encoder_give_up() { encoder_failed = true; }

HwJob hw_encoder_job(uint8_t* bytes) {
  if (encoder_failed) return HW_JOB_FAILED;
  if (encoder_first == 0x1A) {
    bytes[0] = 128;
    return HW_JOB_DONE;
  }
  const double turns = static_cast<double>(shaft_steps()) * config.turn_denominator / config.turn_numerator;
  const int64_t count = static_cast<int64_t>(std::floor(turns * 4096 + 0.5));
  bytes[0] = 0x20;
  bytes[1] = static_cast<uint8_t>(count >> 8 & 15);
  bytes[2] = static_cast<uint8_t>(count);
  return HW_JOB_DONE;
}

void hw_input_read(HwInput which) {
  woken = true;
  input = which;
}
HwJob hw_input_job(uint16_t* sum) {
  // One tenth of a millitesla per quarter of a count in the image of the tests.
  *sum = input == HW_INPUT_FIELD ? static_cast<uint16_t>(2048 + field_tenths) : 0;
  return HW_JOB_DONE;
}
uint16_t hw_supply_mv(uint16_t) { return 5000; }

void hw_eeprom_read(void* to, uint8_t count) { std::memcpy(to, eeprom.data(), count); }
void hw_eeprom_write(const void* from, uint8_t count) { std::memcpy(eeprom.data(), from, count); }

int main(int argc, char** argv) {
  static char line[1 << 16];
  if (argc > 1) {
    const std::vector<uint8_t> image = from_hex(argv[1]);
    std::copy(image.begin(), image.end(), eeprom.begin());
  }
  round_start(RL_RESET_CAUSE_POWER);
  settle();
  std::printf("ready\n");
  while (std::fgets(line, sizeof line, stdin) != nullptr) {
    line[std::strcspn(line, "\n")] = 0;
    const char* space = std::strchr(line, ' ');
    const std::string word(line, space == nullptr ? std::strlen(line) : static_cast<size_t>(space - line));
    if (!obey(word, space == nullptr ? "" : space + 1)) give_up("no such command");
    std::printf("ready\n");
  }
  return 0;
}
