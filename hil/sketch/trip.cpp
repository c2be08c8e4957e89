#include "trip.h"

#include "config.h"
#include "due.h"
#include "hardware.h"
#include "protocol.gen.h"

static const uint32_t sample_interval_us = 20000;

static int16_t threshold_tenths;  // 0: not armed
static uint8_t imposed_mode;
static bool tripped;
static uint32_t sample_due_us;

void trip_disarm() {
  threshold_tenths = 0;
  tripped = false;
}

void trip_arm(int16_t tenths_mt, uint8_t mode) {
  threshold_tenths = tenths_mt;
  imposed_mode = mode;
  sample_due_us = hw_now_us();
}

bool trip_armed() { return threshold_tenths > 0; }
bool trip_tripped() { return tripped; }
uint32_t trip_next_sample_us() { return sample_due_us; }

bool trip_sample_due(uint32_t now_us) {
  if (!trip_armed() || !is_due(sample_due_us, now_us)) return false;
  sample_due_us += sample_interval_us;
  return true;
}

uint8_t trip_mode() { return tripped ? imposed_mode : static_cast<uint8_t>(RL_STALL_MODE_NONE); }

bool trip_changed(int16_t field_tenths) {
  const int16_t hysteresis = tripped ? static_cast<int16_t>(config.field_hysteresis_tenths) : 0;
  const bool over = trip_armed() && field_tenths >= threshold_tenths - hysteresis;
  if (over == tripped) return false;
  tripped = over;
  return true;
}
