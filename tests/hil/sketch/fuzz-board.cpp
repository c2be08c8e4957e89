// libFuzzer's way into the sketch's portable files: an input is a conversation with a board, in records.
//
// Byte 0 chooses the bench, byte 1 how far the clock is from where its 32 bits run over or change their sign. Then each
// record begins with a byte: its low three bits say what happens, its high five are the argument A.
//
//   0 A+1 bytes, each seen at once        4 a stop; A: 1 with LF, 2 the main loop does not look yet
//   1 A+1 bytes that come together        5 the world: field, encoder, hand, index, a line that takes time
//   2 a framed body: length, bytes        6 a sound frame: verb, two numbers; A: 2 a byte put into its body
//   3 time passes: (byte + 1) << A % 17   7 the same, damaged: verb, two numbers, place, how
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>

#include "crc16.h"
#include "fuzz-oracle.h"
#include "motion.h"
#include "protocol.gen.h"

namespace {

const uint32_t bases_us[] = {0, 0x40000000, 0x80000000, 0xC0000000};
const uint32_t ahead_unit_us = 70000;

struct Input {
  const uint8_t* at;
  const uint8_t* end;

  bool any() const { return at < end; }
  uint8_t byte() { return any() ? *at++ : static_cast<uint8_t>(0); }
  int word() {
    const int low = byte();
    return static_cast<int16_t>(low | byte() << 8);
  }
};

std::vector<uint8_t> image_of(uint8_t choice) {
  Config image;
  config_defaults(&image);
  image.drive = choice & 1;
  image.parts = static_cast<uint8_t>((choice & 2) != 0 ? 0x3F : PART_ENCODER | PART_FIELD | PART_MAGNET);
  image.options = static_cast<uint8_t>((choice & 4) != 0 ? OPTION_REVERSE | OPTION_ENCODER_DOWN : OPTION_FIELD_SIGNED);
  image.steps_per_second_max = (choice & 8) != 0 ? 10000 : 500;
  image.back_step_us = 1000;
  const uint8_t* bytes = reinterpret_cast<const uint8_t*>(&image);
  image.crc = crc16(bytes, offsetof(Config, crc));
  return std::vector<uint8_t>(bytes, bytes + sizeof image);
}

void hear(const std::string& bytes, bool together) {
  for (const char byte : bytes) {
    oracle_arrived(static_cast<uint8_t>(byte));
    pc_receive(static_cast<uint8_t>(byte));
    if (!together) oracle_settle();
  }
  oracle_settle();
}

std::string body_of(uint8_t verb, int a, int b) {
  static const char* const modes[] = {"none", "release", "hold", "brake", "back"};
  static const char* const causes[] = {"bytes", "lapse", "none"};
  static const char* const plain[] = {"STAT", "PING", "ERRS", "CAPS", "UNITS", "ACCURACY", "SENS"};
  char text[80] = "HALT";
  const int end = motion_end();
  switch (verb % 16) {
    case 0:
    case 1: std::snprintf(text, sizeof text, "MOVE from=%d to=%d ms=%d", end, end + a % 400, 1 + (b & 2047)); break;
    case 2: std::snprintf(text, sizeof text, "MOVE from=%d to=%d ms=%d", a, b, 1 + (a & 255)); break;
    case 3: break;
    case 4:
    case 5: std::snprintf(text, sizeof text, "ARM cause=%s", causes[static_cast<unsigned>(a) % 3]); break;
    case 6: std::snprintf(text, sizeof text, "ZERO c=%d", a * 1000); break;
    case 7: std::snprintf(text, sizeof text, "HOME ms=%d", 1 + (a & 8191)); break;
    case 8: std::snprintf(text, sizeof text, "FIELD trip=%d mode=%s", a & 31, modes[b & 3]); break;
    case 9: std::snprintf(text, sizeof text, "STALL mode=%s by=0", modes[a & 3]); break;
    case 10: std::snprintf(text, sizeof text, "STALL mode=back by=%d", a % 90); break;
    case 11: std::snprintf(text, sizeof text, "SOUND hz=%d ms=%d", 100 + (a & 4095), 1 + (b & 1023)); break;
    case 12: std::snprintf(text, sizeof text, "CONF item=%d value=%d", a & 127, b); break;
    case 13: std::snprintf(text, sizeof text, "EVTS from=%02X", static_cast<unsigned>(a & 255)); break;
    case 14: std::snprintf(text, sizeof text, "COUNTERS page=%d", a & 7); break;
    default: std::snprintf(text, sizeof text, "%s", plain[static_cast<unsigned>(a) % 7]); break;
  }
  return text;
}

std::string next_body(Input* input) {
  const uint8_t verb = input->byte();
  const int a = input->word();
  const int b = input->word();
  return body_of(verb, a, b);
}

std::string request_of(Input* input) { return oracle_framed(next_body(input), 0, 0); }

// Its frame is sound but its body is not, as from a host with a bug.
std::string odd_request_of(Input* input) {
  std::string body = next_body(input);
  const uint8_t place = input->byte();
  const uint8_t byte = input->byte();
  body.insert(place % (body.size() + 1), 1, static_cast<char>(byte));
  if ((place & 0x80) != 0) body.erase(place % body.size() + 1);
  return oracle_framed(body, 0, 0);
}

std::string damaged(std::string line, uint8_t place, uint8_t how) {
  const size_t at = place % line.size();
  switch (how % 5) {
    case 0: line[at] = static_cast<char>(line[at] ^ 1 << (how >> 5)); break;
    case 1: line.erase(at, 1); break;
    case 2: line.insert(at, 1, line[at]); break;
    case 3: line.insert(at, 1, static_cast<char>(how)); break;
    default: line.insert(at, "\x18\x18"); break;
  }
  return line;
}

std::string bytes_of(Input* input, size_t count) {
  std::string bytes;
  while (bytes.size() < count && input->any()) bytes += static_cast<char>(input->byte());
  return bytes;
}

void change_world(Input* input, uint8_t argument) {
  switch (argument % 6) {
    case 0: pc_field(static_cast<int16_t>(input->word())); break;
    case 1: pc.encoder_plugged = (argument & 8) != 0; break;
    case 2: pc.encoder_stuck = (argument & 8) != 0; break;
    case 3: pc_clamp((argument & 8) != 0); break;
    case 4: pc_index(); break;
    default: pc.line_takes_time = (argument & 8) != 0; break;
  }
}

void happen(Input* input) {
  const uint8_t record = input->byte();
  const uint8_t argument = record >> 3;
  switch (record & 7) {
    case 0: hear(bytes_of(input, argument + 1u), false); break;
    case 1: hear(bytes_of(input, argument + 1u), true); break;
    case 2: hear(oracle_framed(bytes_of(input, input->byte() % 53u), argument >> 1 & 3, argument >> 3), (argument & 1) != 0); break;
    case 3: oracle_wait((input->byte() + 1u) << argument % 17); break;
    case 4:
      for (const char byte : std::string((argument & 1) != 0 ? "\x18\x18\n" : "\x18\x18")) {
        oracle_arrived(static_cast<uint8_t>(byte));
        pc_receive(static_cast<uint8_t>(byte));
      }
      if ((argument & 2) == 0) oracle_settle();
      break;
    case 5:
      change_world(input, argument);
      oracle_settle();
      break;
    case 6: hear((argument & 2) != 0 ? odd_request_of(input) : request_of(input), (argument & 1) != 0); break;
    default: {
      const std::string line = request_of(input);
      const uint8_t place = input->byte();
      hear(damaged(line, place, input->byte()), (argument & 1) != 0);
      break;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Input input = {data, data + size};
  const uint8_t choice = input.byte();
  const uint32_t ahead_us = input.byte() * ahead_unit_us;
  oracle_start(image_of(choice), bases_us[choice >> 4 & 3] - ahead_us);
  hear(oracle_framed("HELLO v=1 t=" RL_TABLE_HASH_TEXT, 0, 0), false);
  while (input.any()) happen(&input);
  return 0;
}
