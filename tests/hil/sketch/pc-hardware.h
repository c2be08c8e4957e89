// The hardware that a PC simulates for the sketch's portable files, and the functions by which a test controls it.

#ifndef ROLLERLOOP_PC_HARDWARE_H
#define ROLLERLOOP_PC_HARDWARE_H

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "hardware.h"

struct Moment {
  bool set;
  uint32_t us;
};

struct Pc {
  uint32_t now_us;
  Moment step;
  Moment alarm_at;
  Moment line_free;      // the line is busy until then
  bool line_takes_time;  // as at 115200 baud
  std::deque<uint8_t> ring;
  unsigned lost;
  bool stop_half, deaf, stop_seen;
  uint8_t stops, stops_passed;
  size_t bytes_to_stop;  // bytes of the ring in front of the last stop
  std::vector<uint8_t> eeprom;
  int16_t field_tenths;
  bool encoder_plugged;
  bool encoder_stuck;  // a reading never ends
  bool encoder_failed;
  uint8_t encoder_first;
  bool clamped;
  int32_t clamped_at, slipped;
  HwInput input;
  bool woken;  // as by an interrupt
  bool in_interrupt;
  // Outputs.
  uint8_t coils;
  bool driver, brake_level, servo_lasts;
  uint16_t servo_us, tone_hz;
};
extern Pc pc;

// Starts a board whose clock begins at `at_us`. That is at most 2^32 us after its start.
void pc_start(const std::vector<uint8_t>& image, uint32_t at_us);
void pc_receive(uint8_t byte);
// Runs the main loop until nothing is left to do.
void pc_settle();
// Lets time pass. Each action runs at its own due time.
void pc_wait(uint32_t us);
void pc_clamp(bool on);
void pc_index();
void pc_field(int16_t tenths);
bool pc_energised();

[[noreturn]] void pc_give_up(const char* why);

// Functions that the program around it supplies: for a byte that the sketch receives, a byte that it takes, a line that
// it sends, and outputs that it changes.
void pc_kept(uint8_t byte);
void pc_taken(uint8_t byte);
void pc_said(const uint8_t* bytes, uint8_t count);
void pc_output_changed();
// Called when a segment begins.
void pc_paced();

#endif
