#include "fuzz-oracle.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "board.h"
#include "motion.h"
#include "protocol.gen.h"
#include "stall.h"

namespace {

const size_t line_bytes_max = 59;
const size_t trailer_bytes = 7;
const size_t header_bytes = 7;
// Counted from the last received byte. A line may wait for a line of the board and for a sensor before it is handled.
const uint64_t lapse_us = 5000000 + 20000;
// Longest time for which the board waits for the encoder before it handles a stop.
const uint64_t patience_us = 6000;

// Lines as the wire document describes them.
struct Lines {
  std::string line;
  std::string last;  // the last whole one
  bool discarding, half;

  void feed(uint8_t byte) {
    const bool stopped = half && byte == RL_STOP_BYTE;
    half = byte == RL_STOP_BYTE && !stopped;
    if (stopped) forget();
    else if (byte == '\n' || byte == '\r') end();
    else if (byte == '>') line = ">", discarding = false;
    else if (line.size() == line_bytes_max) discarding = true;
    else if (!discarding) line += static_cast<char>(byte);
  }
  void forget() {
    line.clear();
    discarding = false;
  }
  void end() {
    if (!line.empty() && !discarding) last = line;
    forget();
  }
};

struct Oracle {
  Lines taken;
  std::deque<uint64_t> stops_before;  // of each byte in the ring
  uint64_t stops_before_last;         // of the last whole line that was taken
  uint64_t stops;
  bool half, deaf;
  bool pending;  // a stop that no ARM behind it has cleared
  bool may_turn, may_brake;
  bool was_driving, was_braking;
  uint64_t now_us, stop_us, heard_us;
  int session, sequence;
};
Oracle oracle;

[[noreturn]] void broken(const char* what) {
  std::fprintf(stderr, "\nThe sketch broke a promise: %s. The last line it took is \"%s\".\n", what, oracle.taken.last.c_str());
  std::abort();
}

void demand(bool held, const char* what) {
  if (!held) broken(what);
}

// CRC-16/CCITT-FALSE, bit by bit over the message.
unsigned crc_of(const std::string& text) {
  unsigned crc = 0xFFFF;
  for (const char byte : text) {
    for (int bit = 7; bit >= 0; bit--) {
      const unsigned in = static_cast<unsigned>(byte) >> bit & 1;
      const unsigned out = crc >> 15 & 1;
      crc = (crc << 1 & 0xFFFF) ^ (in != out ? 0x1021u : 0u);
    }
  }
  return crc;
}

std::string closed(const std::string& body) {
  char trailer[16];
  std::snprintf(trailer, sizeof trailer, "*%02X%04X", static_cast<unsigned>(body.size()), crc_of(body));
  return body + trailer;
}

bool sound(const std::string& line) {
  if (line.size() <= header_bytes + trailer_bytes || line[3] != '.' || line[6] != ' ') return false;
  return closed(line.substr(0, line.size() - trailer_bytes)) == line;
}

std::string verb_of(const std::string& line) {
  const size_t end = line.find_first_of(" *", header_bytes);
  return line.substr(header_bytes, end - header_bytes);
}

bool starts(const std::string& text, const char* with) { return text.compare(0, std::strlen(with), with) == 0; }

int hex_at(const std::string& text, size_t at) { return static_cast<int>(std::strtol(text.substr(at, 2).c_str(), nullptr, 16)); }

// The answer states which number comes next. A host learns it in the same way.
void follow_numbers(const std::string& answer, const std::string& verb) {
  const std::string rest = answer.substr(header_bytes);
  if (starts(rest, "err NOSESSION")) return;
  if (verb == "HELLO") {
    if (!starts(rest, "ok")) return;
    oracle.session = hex_at(answer, 1);
    oracle.sequence = 1;
  } else if (starts(rest, "err SEQ expect=")) {
    oracle.sequence = hex_at(rest, std::strlen("err SEQ expect="));
  } else if (hex_at(answer, 1) == oracle.session && hex_at(answer, 4) == oracle.sequence) {
    oracle.sequence = (oracle.sequence + 1) & 255;
  }
}

void look_at_answer(const std::string& answer) {
  const std::string& asked = oracle.taken.last;
  demand(sound(asked), "a damaged line is answered with silence");
  demand(asked.compare(1, 5, answer, 1, 5) == 0, "an answer carries session and sequence of its request");
  const std::string verb = verb_of(asked);
  const bool armed = verb == "ARM" && starts(answer.substr(header_bytes), "ok");
  if (armed && oracle.stops_before_last == oracle.stops) oracle.pending = false;
  follow_numbers(answer, verb);
}

// Runs while the board executes an ARM that may clear the stop. A field that is still there imposes its mode again
// before the answer is sent. If ARM is refused after all, the brake of a pending stop is found at rest.
bool arming() {
  const std::string& line = oracle.taken.last;
  return oracle.stops_before_last == oracle.stops && sound(line) && verb_of(line) == "ARM";
}

// Checks the pins first. The interrupt has to set them even while the main loop waits for a sensor.
void look_at_rest() {
  const bool driven = pc.coils != 0 || pc.driver || pc.step.set;
  if (oracle.pending) {
    demand(!driven, "nothing drives the motor after a stop");
    demand(!pc.brake_level, "no brake holds after a stop");
    demand(board_state() == RL_STATE_STOPPED, "a stop stands until an ARM that came behind it");
    demand(!pc.stop_seen || oracle.now_us - oracle.stop_us < patience_us, "a stop is taken notice of");
    demand(pc.stop_seen || (!pc.servo_lasts && !motion_moving()), "no servo clamps after a stop");
  }
  if (oracle.now_us - oracle.heard_us <= lapse_us) return;
  demand(!driven && !pc.brake_level && !pc.servo_lasts, "nothing is energised after five seconds of silence");
  demand(stall_mode() == RL_STALL_MODE_NONE, "nothing is imposed after five seconds of silence");
}

}  // namespace

void oracle_start(const std::vector<uint8_t>& image, uint32_t at_us) {
  oracle = Oracle();
  pc_start(image, at_us);
}

void oracle_arrived(uint8_t byte) {
  oracle.heard_us = oracle.now_us;
  if (oracle.deaf) {
    oracle.deaf = byte != '\n' && byte != '>';
    oracle.half = false;
    return;
  }
  const bool stopped = oracle.half && byte == RL_STOP_BYTE;
  oracle.half = byte == RL_STOP_BYTE && !stopped;
  if (!stopped) return;
  oracle.deaf = oracle.pending = true;
  oracle.may_turn = false;  // FIELD outlives a stop, so a brake may
  oracle.stops++;
  oracle.stop_us = oracle.now_us;
}

void oracle_settle() {
  pc_settle();
  look_at_rest();
}

void oracle_wait(uint32_t us) {
  const uint32_t looks = 8;
  const uint32_t piece_us = us / looks < 5000 ? 5000 : us / looks;
  for (uint32_t left = us; left > 0;) {
    const uint32_t next = left < piece_us ? left : piece_us;
    pc_wait(next);
    oracle.now_us += next;
    left -= next;
    look_at_rest();
  }
}

std::string oracle_framed(const std::string& body, int session_off, int sequence_off) {
  const int session = oracle.session == 0 ? 0xA3 : oracle.session;
  char header[16];
  std::snprintf(header, sizeof header, ">%02X.%02X ", static_cast<unsigned>(session + session_off) & 255,
                static_cast<unsigned>(oracle.sequence + sequence_off) & 255);
  return closed(header + body) + "\n";
}

void pc_kept(uint8_t) { oracle.stops_before.push_back(oracle.stops); }

void pc_taken(uint8_t byte) {
  const bool ends = (byte == '\n' || byte == '\r') && !oracle.taken.line.empty() && !oracle.taken.discarding;
  oracle.taken.feed(byte);
  const uint64_t stops = oracle.stops_before.front();
  oracle.stops_before.pop_front();
  if (!ends) return;
  oracle.stops_before_last = stops;
  if (!sound(oracle.taken.last)) return;
  const std::string verb = verb_of(oracle.taken.last);
  if (verb == "MOVE" || verb == "HOME" || verb == "STALL") oracle.may_turn = true;
  if (verb == "FIELD" || verb == "STALL") oracle.may_brake = true;
}

void pc_said(const uint8_t* bytes, uint8_t count) {
  const std::string line(reinterpret_cast<const char*>(bytes), count);
  demand(count <= RL_REPLY_BYTES_MAX && line[line.size() - 1] == '\n', "a line of the board is whole");
  if (line[0] == '#') return;
  const std::string text = line.substr(0, line.size() - 1);
  demand(sound(text), "a line of the board is sound");
  if (text[0] == '<') look_at_answer(text);
}

void pc_output_changed() {
  const bool driving = pc.coils != 0 || pc.driver;
  const bool braking = pc.brake_level || pc.servo_lasts;
  if (driving && !oracle.was_driving) demand(!oracle.pending && oracle.may_turn, "current comes of a sound line alone");
  if (braking && !oracle.was_braking) demand((!oracle.pending || arming()) && oracle.may_brake, "a brake comes of a sound line alone");
  oracle.was_driving = driving;
  oracle.was_braking = braking;
}

void pc_paced() {
  if (pc.in_interrupt) return;
  const std::string& line = oracle.taken.last;
  demand(!oracle.pending, "nothing begins to move after a stop");
  demand(sound(line), "no motion comes of a damaged line");
  const std::string verb = verb_of(line);
  demand(verb == "MOVE" || verb == "HOME", "no motion comes of another verb");
  if (verb != "MOVE") return;
  const size_t at = line.find(" to=");
  demand(at != std::string::npos && std::atoi(line.c_str() + at + 4) == motion_end(), "a segment ends where its line says");
}
