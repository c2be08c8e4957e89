#include "shaft.h"

#include "config.h"

static const int16_t counts_per_turn = 4096;
static const uint16_t angle_mask = 4095;
static const int16_t turn_max = 32767;

// STATUS: magnet too strong, too weak, detected.
static const uint8_t status_too_strong = 0x08;
static const uint8_t status_too_weak = 0x10;
static const uint8_t status_detected = 0x20;

static uint16_t angle;
static int16_t turn;
static int32_t counts;
static bool known;
static bool recalibrated;  // the calibration changed since the last reading
static bool encoder_ok;
static bool magnet_ok;

void shaft_reset() {
  angle = 0;
  turn = 0;
  counts = 0;
  known = recalibrated = encoder_ok = magnet_ok = false;
}

uint16_t shaft_calibrated(uint16_t raw) {
  const uint8_t at = static_cast<uint8_t>(raw >> 8);
  const int16_t left = config.encoder_corrections[at];
  const int16_t right = config.encoder_corrections[(at + 1) % CONFIG_CORRECTIONS_COUNT];
  const int16_t between = static_cast<int16_t>((static_cast<int32_t>(right - left) * (raw & 0xFF) + 128) >> 8);
  const uint16_t from_zero = static_cast<uint16_t>(raw - left - between - config.encoder_zero);
  return (config_option(OPTION_ENCODER_DOWN) ? static_cast<uint16_t>(0 - from_zero) : from_zero) & angle_mask;
}

// Adds the change by the shorter way round. Turns count from -32767 to 32767 and then wrap, as in the report.
static void follow(uint16_t next) {
  int16_t moved = static_cast<int16_t>((next - angle) & angle_mask);
  if (moved >= counts_per_turn / 2) moved = static_cast<int16_t>(moved - counts_per_turn);
  const int16_t place = static_cast<int16_t>(angle + moved);
  if (!recalibrated) counts = static_cast<int32_t>(static_cast<uint32_t>(counts) + static_cast<uint32_t>(moved));
  if (place < 0) turn = turn == -turn_max ? turn_max : static_cast<int16_t>(turn - 1);
  if (place >= counts_per_turn) turn = turn == turn_max ? -turn_max : static_cast<int16_t>(turn + 1);
}

void shaft_read(uint8_t status, uint16_t raw) {
  const uint16_t next = shaft_calibrated(raw & angle_mask);
  encoder_ok = true;
  magnet_ok = (status & (status_detected | status_too_strong | status_too_weak)) == status_detected;
  if (known) follow(next);
  known = true;
  recalibrated = false;
  angle = next;
}

void shaft_unreadable() {
  encoder_ok = false;
  magnet_ok = false;
}

void shaft_recalibrated() {
  recalibrated = true;
  if (!config_part(PART_ENCODER)) shaft_unreadable();
}

uint16_t shaft_raw() { return angle; }
int16_t shaft_turn() { return turn; }
bool shaft_encoder_ok() { return encoder_ok; }
bool shaft_magnet_ok() { return magnet_ok; }
int32_t shaft_counts() { return counts; }
