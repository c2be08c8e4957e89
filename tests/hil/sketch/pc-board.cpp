// The sketch's portable files on a PC, led by commands.
//
//   pc-board [EEPROM as hex [US]]   `-` for none, which is a blank one; the clock begins at US
//   send HEX      bytes, one after the other, each seen at once
//   flood HEX     bytes that all come before the main loop looks
//   wait US       time passes; what is due happens at its own moment
//   field TENTHS  at the Hall sensor, in tenths of a millitesla
//   encoder 0|1|2 unplugged, plugged in, a bus that never answers
//   clamp 0|1     a hand on the shaft
//   line 0|1      a line of the board takes no time, or as long as at 115200 baud
//   index         the Hall switch closes
//   outputs       what is energised
//
// Prints `tx US HEX` per line of the board, `out NAME=VALUE ...` for `outputs`, and `ready` after each command.
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "pc-hardware.h"

namespace {

std::vector<uint8_t> from_hex(const char* text) {
  std::vector<uint8_t> bytes;
  unsigned value;
  for (; std::sscanf(text, "%2X", &value) == 1; text += 2) bytes.push_back(static_cast<uint8_t>(value));
  return bytes;
}

uint32_t microseconds(const char* text) { return static_cast<uint32_t>(std::strtoul(text, nullptr, 10)); }

void print_outputs() {
  std::printf("out coils=%u driver=%d step=%d brake=%d servo=%u lasts=%d tone=%u\n", pc.coils, pc.driver, pc.step.set,
              pc.brake_level, pc.servo_us, pc.servo_lasts, pc.tone_hz);
}

bool obey(const std::string& word, const char* argument) {
  if (word == "send") {
    for (const uint8_t byte : from_hex(argument)) {
      pc_receive(byte);
      pc_settle();
    }
  } else if (word == "flood") {
    for (const uint8_t byte : from_hex(argument)) pc_receive(byte);
    pc_settle();
  } else if (word == "wait") {
    pc_wait(microseconds(argument));
  } else if (word == "field") {
    pc_field(static_cast<int16_t>(std::atoi(argument)));
  } else if (word == "encoder") {
    pc.encoder_plugged = argument[0] != '0';
    pc.encoder_stuck = argument[0] == '2';
  } else if (word == "clamp") {
    pc_clamp(argument[0] == '1');
  } else if (word == "line") {
    pc.line_takes_time = argument[0] == '1';
  } else if (word == "index") {
    pc_index();
  } else if (word == "outputs") {
    print_outputs();
  } else {
    return false;
  }
  return true;
}

}  // namespace

void pc_kept(uint8_t) {}
void pc_taken(uint8_t) {}
void pc_output_changed() {}
void pc_paced() {}

void pc_said(const uint8_t* bytes, uint8_t count) {
  std::printf("tx %" PRIu32 " ", pc.now_us);
  for (uint8_t i = 0; i < count; i++) std::printf("%02X", bytes[i]);
  std::printf("\n");
}

int main(int argc, char** argv) {
  static char line[1 << 16];
  pc_start(argc > 1 ? from_hex(argv[1]) : std::vector<uint8_t>(), argc > 2 ? microseconds(argv[2]) : 0);
  std::printf("ready\n");
  while (std::fgets(line, sizeof line, stdin) != nullptr) {
    line[std::strcspn(line, "\n")] = 0;
    const char* space = std::strchr(line, ' ');
    const std::string word(line, space == nullptr ? std::strlen(line) : static_cast<size_t>(space - line));
    if (!obey(word, space == nullptr ? "" : space + 1)) pc_give_up("no such command");
    std::printf("ready\n");
  }
  return 0;
}
