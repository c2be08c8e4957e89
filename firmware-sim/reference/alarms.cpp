#include "alarms.h"

#include "pump-data.h"
#include "pump_hal.h"

static const uint16_t critical_causes = RL_CAUSES_STALL | RL_CAUSES_EMPTY | RL_CAUSES_EOS | RL_CAUSES_STOPPED48 |
                                        RL_CAUSES_MEMORY | RL_CAUSES_LOWBATTERY;

static uint16_t standing;
static int32_t critical_every_s;
static int32_t non_critical_every_s;
// Time of the next tone, and of the end of the one that sounds.
static uint64_t tone_due_us;
static uint64_t tone_end_us;
static uint64_t pitch_due_us;
static bool is_high;
static bool sounds_two_tones;

void alarms_start() {
  standing = 0;
  critical_every_s = critical_every_s_default;
  non_critical_every_s = non_critical_every_s_default;
  tone_due_us = tone_end_us = pitch_due_us = UINT64_MAX;
}

uint16_t alarms_standing() { return standing; }

uint8_t alarms_class() {
  if ((standing & critical_causes) != 0) return RL_ALARM_CRITICAL;
  return standing != 0 ? RL_ALARM_NONCRITICAL : RL_ALARM_NONE;
}

static void begin_tone(bool two_tones, uint64_t now_us) {
  sounds_two_tones = two_tones;
  is_high = true;
  tone_end_us = now_us + (two_tones ? critical_tone_us : non_critical_tone_us);
  pitch_due_us = two_tones ? now_us + two_tone_change_us : UINT64_MAX;
  hal_tone(high_tone_hz);
}

static void end_tone() {
  tone_end_us = pitch_due_us = UINT64_MAX;
  hal_tone(0);
}

static uint64_t every_us() {
  const int32_t every_s = alarms_class() == RL_ALARM_CRITICAL ? critical_every_s : non_critical_every_s;
  return static_cast<uint64_t>(every_s) * us_per_second;
}

// Sounds the class of the standing causes now, if it has become another one.
static void class_changed(uint8_t before, uint64_t now_us) {
  const uint8_t now = alarms_class();
  if (now == before) return;
  if (now == RL_ALARM_NONE) {
    tone_due_us = UINT64_MAX;
    return;
  }
  begin_tone(now == RL_ALARM_CRITICAL, now_us);
  tone_due_us = now_us + every_us();
}

static bool change(uint16_t causes, uint64_t now_us) {
  if (causes == standing) return false;
  const uint8_t before = alarms_class();
  standing = causes;
  class_changed(before, now_us);
  return true;
}

bool alarms_raise(uint8_t cause, uint64_t now_us) {
  return change(static_cast<uint16_t>(standing | (1u << cause)), now_us);
}

bool alarms_clear(uint8_t cause, uint64_t now_us) {
  return change(static_cast<uint16_t>(standing & ~(1u << cause)), now_us);
}

int32_t alarms_critical_every_s() { return critical_every_s; }

int32_t alarms_non_critical_every_s() { return non_critical_every_s; }

void alarms_set_every(int32_t critical_s, int32_t non_critical_s) {
  critical_every_s = critical_s;
  non_critical_every_s = non_critical_s;
}

void alarms_test(uint64_t now_us) { begin_tone(true, now_us); }

void alarms_run(uint64_t now_us) {
  if (now_us >= tone_end_us) end_tone();
  if (now_us >= pitch_due_us) {
    is_high = !is_high;
    pitch_due_us += two_tone_change_us;
    hal_tone(is_high ? high_tone_hz : low_tone_hz);
  }
  if (now_us < tone_due_us) return;
  begin_tone(alarms_class() == RL_ALARM_CRITICAL, now_us);
  tone_due_us += every_us();
}

uint64_t alarms_due_us() {
  uint64_t due_us = tone_due_us < tone_end_us ? tone_due_us : tone_end_us;
  if (pitch_due_us < due_us) due_us = pitch_due_us;
  return due_us;
}
