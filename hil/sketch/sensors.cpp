#include "sensors.h"

#include "config.h"
#include "due.h"
#include "hardware.h"
#include "shaft.h"

static const uint8_t register_status = 0x0B;  // RAW_ANGLE follows
static const uint8_t register_agc = 0x1A;
static const int16_t field_tenths_max = 30000;

static const uint32_t patience_us = 5000;

static uint32_t give_up_us;
static uint8_t wanted;
static uint8_t running;  // the wish whose reading is under way, or 0
static int16_t field_tenths;
static uint8_t gain;
static uint16_t supply_mv;

void sensors_reset() {
  wanted = running = 0;
  field_tenths = 0;
  gain = 0;
  supply_mv = 0;
}

bool sensors_busy() { return wanted != 0 || running != 0; }

// Converts a sum of four conversions to the field. The sum resolves a quarter of a count. The zero is stored in
// sixteenths of a count.
static int16_t field_of(uint16_t sum) {
  const int32_t sixteenths = static_cast<int32_t>(sum) * 4 - config.field_zero_sixteenths;
  const int32_t tenths = sixteenths * config.field_ut_per_count / 1600;
  const int32_t shown = tenths < 0 && !config_option(OPTION_FIELD_SIGNED) ? -tenths : tenths;
  if (shown > field_tenths_max) return field_tenths_max;
  return static_cast<int16_t>(shown < -field_tenths_max ? -field_tenths_max : shown);
}

static HwJob finish_encoder() {
  uint8_t bytes[3];
  const HwJob job = hw_encoder_job(bytes);
  const bool overdue = job == HW_JOB_RUNNING && is_due(give_up_us, hw_now_us());
  if (overdue) hw_encoder_give_up();
  if (overdue || job == HW_JOB_FAILED) {
    shaft_unreadable();
    return HW_JOB_FAILED;
  }
  if (job != HW_JOB_DONE) return job;
  if (running == WISH_GAIN) gain = bytes[0];
  else shaft_read(bytes[0], static_cast<uint16_t>((bytes[1] << 8) | bytes[2]));
  return job;
}

static HwJob finish_input() {
  uint16_t sum;
  const HwJob job = hw_input_job(&sum);
  if (job != HW_JOB_DONE) return job;
  if (running == WISH_FIELD) field_tenths = field_of(sum);
  else supply_mv = hw_supply_mv(sum);
  return job;
}

static void start_next() {
  give_up_us = hw_now_us() + patience_us;
  running = static_cast<uint8_t>(wanted & -wanted);
  wanted = static_cast<uint8_t>(wanted & ~running);
  if (running == WISH_ENCODER) hw_encoder_read(register_status, 3);
  else if (running == WISH_GAIN) hw_encoder_read(register_agc, 1);
  else if (running != 0) hw_input_read(running == WISH_FIELD ? HW_INPUT_FIELD : HW_INPUT_SUPPLY);
}

void sensors_want(uint8_t wishes) {
  if (!config_part(PART_ENCODER)) wishes = static_cast<uint8_t>(wishes & ~(WISH_ENCODER | WISH_GAIN));
  if (!config_part(PART_FIELD)) wishes = static_cast<uint8_t>(wishes & ~WISH_FIELD);
  wanted |= wishes;
  // Starts the reading at once, because the main loop may sleep next.
  if (running == 0) start_next();
}

uint8_t sensors_poll() {
  uint8_t came = 0;
  while (sensors_busy()) {
    if (running == 0) start_next();
    const HwJob job = (running & (WISH_ENCODER | WISH_GAIN)) != 0 ? finish_encoder() : finish_input();
    if (job == HW_JOB_RUNNING) break;
    came |= running;
    running = 0;
  }
  return came;
}

bool sensors_next_due(uint32_t* due_us) {
  *due_us = give_up_us;
  return running == WISH_ENCODER || running == WISH_GAIN;
}

int16_t sensors_field_tenths() { return config_part(PART_FIELD) ? field_tenths : 0; }
uint8_t sensors_gain() { return gain; }
uint16_t sensors_supply_mv() { return supply_mv; }
