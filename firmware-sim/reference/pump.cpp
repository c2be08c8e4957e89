#include "pump.h"

#include "alarms.h"
#include "delivery.h"
#include "draft.h"
#include "event-log.h"
#include "motor.h"
#include "program.h"
#include "pump-data.h"
#include "pump_hal.h"
#include "reservoir.h"
#include "wire.h"

// Drafted fields that set the mode anew.
static const uint16_t of_mode = RL_FIELDS_SET_MODE | RL_FIELDS_SET_RATE;
static const uint64_t keep_every_us = 3600 * us_per_second;

static uint32_t age_at_start_s;
static uint32_t steps_at_start;
static uint64_t keep_due_us;

static const Refusal accepted = {false, 0, 0};

static Refusal refused(uint8_t field, uint8_t why) { return {true, field, why}; }

uint32_t pump_age_s() { return age_at_start_s + static_cast<uint32_t>(hal_now_us() / us_per_second); }

int32_t pump_clock_s() { return static_cast<int32_t>(pump_age_s()); }

uint32_t pump_programmed_steps() { return steps_at_start + motor_commanded(); }

int32_t pump_level_nl() { return reservoir_level_nl(motor_commanded()); }

// -- what the pump tells

static void write_log(uint8_t kind) {
  const LogEntry entry = log_write(kind, pump_clock_s());
  const int32_t fields[RL_ROW_FIELDS_MAX] = {static_cast<int32_t>(entry.number), entry.stamp_s, entry.kind};
  wire_event(RL_EVENT_LOGGED, fields);
}

static void say_alarm(uint8_t cause, bool is_on) {
  const int32_t fields[RL_ROW_FIELDS_MAX] = {cause, is_on};
  wire_event(RL_EVENT_ALARM, fields);
}

static void say_bolus_end() {
  const BolusEnd end = delivery_take_end();
  if (end.kind == RL_BOLUS_NONE) return;
  const int32_t fields[RL_ROW_FIELDS_MAX] = {end.kind, end.cut, end.given_nl};
  wire_event(RL_EVENT_BOLUSEND, fields);
}

static void raise(uint8_t cause, uint64_t now_us) {
  if (alarms_raise(cause, now_us)) say_alarm(cause, true);
}

static void clear(uint8_t cause, uint64_t now_us) {
  if (alarms_clear(cause, now_us)) say_alarm(cause, false);
}

// Logs a cause and raises its alarm. The word of a cause in the log is one higher than its number.
static void complain(uint8_t cause, uint64_t now_us) {
  write_log(static_cast<uint8_t>(cause + 1));
  raise(cause, now_us);
}
static_assert(RL_KIND_WORD_STALL == RL_CAUSE_STALL + 1 && RL_KIND_WORD_BATTERYLOW == RL_CAUSE_BATTERYLOW + 1,
              "the log's words follow the causes");

// -- what the pump keeps

static void keep_progress(uint64_t now_us) {
  keep_due_us = now_us + keep_every_us;
  progress_keep({pump_age_s(), pump_level_nl(), pump_programmed_steps(), reservoir_is_known()});
}

static void keep_program(uint64_t now_us) {
  program_keep({delivery_mode(), delivery_rate_nl_per_day(), reservoir_low_nl(), alarms_critical_every_s(),
                alarms_non_critical_every_s()});
  keep_progress(now_us);
}

static void restore(const Program& program, const Progress& progress, uint64_t now_us) {
  age_at_start_s = progress.age_s;
  steps_at_start = progress.programmed_steps;
  reservoir_set_low(program.low_nl, motor_commanded());
  alarms_set_every(program.critical_every_s, program.non_critical_every_s);
  if (progress.level_is_known) reservoir_told(progress.level_nl, motor_commanded());
  // A bolus is lost with the power. The program goes on.
  delivery_set(program.mode, program.rate_nl_per_day, now_us);
}

void pump_start(uint64_t now_us) {
  Program program;
  Progress progress = {0, 0, 0, 0};
  age_at_start_s = steps_at_start = 0;
  motor_start();
  delivery_start(now_us);
  reservoir_start();
  alarms_start();
  const bool log_is_sound = log_start();
  const ProgramFound found = program_start(&program, &progress);
  if (found == PROGRAM_FOUND) restore(program, progress, now_us);
  if (found == PROGRAM_DAMAGED) complain(RL_CAUSE_MEMORY, now_us);
  else if (!log_is_sound) complain(RL_CAUSE_MEMORYNOTE, now_us);
  if ((hal_reset_cause() & HAL_RESET_BROWN_OUT) != 0) complain(RL_CAUSE_LOWBATTERY, now_us);
  keep_due_us = now_us + keep_every_us;
}

// -- what happens by itself

static void look_at_motor(uint64_t now_us) {
  if (!motor_look(now_us)) return;
  if (motor_is_stalled()) {
    complain(RL_CAUSE_STALL, now_us);
  } else {
    write_log(RL_KIND_WORD_RECOVERED);
    clear(RL_CAUSE_STALL, now_us);
  }
}

static void look_at_reservoir(uint64_t now_us) {
  for (;;) {
    const ReservoirNews news = reservoir_look(motor_commanded());
    if (news == RESERVOIR_NOTHING) return;
    complain(news == RESERVOIR_LOW ? RL_CAUSE_LOW : RL_CAUSE_EMPTY, now_us);
  }
}

static void look_at_delivery(uint64_t now_us) {
  if (delivery_run(now_us)) look_at_reservoir(now_us);
  say_bolus_end();
  if (delivery_stopped_too_long(now_us)) complain(RL_CAUSE_STOPPED48, now_us);
}

void pump_run(uint64_t now_us) {
  look_at_motor(now_us);
  look_at_delivery(now_us);
  alarms_run(now_us);
  if (now_us >= keep_due_us) keep_progress(now_us);
}

uint64_t pump_due_us() {
  const uint64_t others[] = {motor_due_us(), alarms_due_us(), keep_due_us};
  uint64_t due_us = delivery_due_us();
  for (const uint64_t other_us : others) {
    if (other_us < due_us) due_us = other_us;
  }
  return due_us;
}

// -- what a programmer asks

static bool is_between(int32_t value, int32_t min, int32_t max) { return value >= min && value <= max; }

// Returns why the drafted settings cannot be applied.
static Refusal settings_refusal() {
  if (!is_between(draft_value(RL_FIELDS_SET_LOW, 0), 0, capacity_nl / 1000)) return refused(RL_FIELD_WORD_LOW, RL_WHY_RANGE);
  if (!is_between(draft_value(RL_FIELDS_SET_CRIT, tone_every_s_min), tone_every_s_min, tone_every_s_max))
    return refused(RL_FIELD_WORD_CRIT, RL_WHY_RANGE);
  if (!is_between(draft_value(RL_FIELDS_SET_NON, tone_every_s_min), tone_every_s_min, tone_every_s_max))
    return refused(RL_FIELD_WORD_NON, RL_WHY_RANGE);
  if (!is_between(draft_value(RL_FIELDS_SET_VOL, 1), 1, capacity_nl)) return refused(RL_FIELD_WORD_VOL, RL_WHY_RANGE);
  return accepted;
}

static int32_t drafted_rate(uint8_t mode) {
  if (mode == RL_MODE_MINIMUM) return minimum_rate_nl_per_day;
  const int32_t kept = delivery_mode() == RL_MODE_CONTINUOUS ? delivery_rate_nl_per_day() : 0;
  return mode == RL_MODE_CONTINUOUS ? draft_value(RL_FIELDS_SET_RATE, kept) : 0;
}

// Returns why the drafted mode and rate cannot run.
static Refusal mode_refusal(uint8_t mode, uint16_t set) {
  const bool sets_rate = (set & RL_FIELDS_SET_RATE) != 0;
  if (mode == RL_MODE_FLEX || mode == RL_MODE_PERIODIC) return refused(RL_FIELD_WORD_MODE, RL_WHY_LACKING);
  if (mode != RL_MODE_CONTINUOUS) return sets_rate ? refused(RL_FIELD_WORD_RATE, RL_WHY_MODE) : accepted;
  const int32_t rate = drafted_rate(mode);
  if (rate == 0 && !sets_rate) return refused(RL_FIELD_WORD_RATE, RL_WHY_MISSING);
  return is_between(rate, rate_nl_per_day_min, rate_nl_per_day_max) ? accepted
                                                                    : refused(RL_FIELD_WORD_RATE, RL_WHY_RANGE);
}

// Returns why a draft cannot be applied: by its first wrong field in the order of the checksum.
static Refusal change_refusal(uint8_t mode, uint16_t set) {
  if (set == 0) return refused(RL_FIELD_WORD_DRAFT, RL_WHY_MISSING);
  const bool stops = (set & RL_FIELDS_SET_MODE) != 0 && mode == RL_MODE_STOPPED;
  if (delivery_bolus() != RL_BOLUS_NONE && !stops) return refused(RL_FIELD_WORD_BOLUS, RL_WHY_BUSY);
  const Refusal refusal = (set & of_mode) != 0 ? mode_refusal(mode, set) : accepted;
  return refusal.is_refused ? refusal : settings_refusal();
}

void pump_set_mode(uint8_t mode, int32_t rate_nl_per_day) {
  const uint64_t now_us = hal_now_us();
  delivery_set(mode, rate_nl_per_day, now_us);
  say_bolus_end();
  if (mode != RL_MODE_STOPPED) clear(RL_CAUSE_STOPPED48, now_us);
  clear(RL_CAUSE_MEMORY, now_us);
  clear(RL_CAUSE_MEMORYNOTE, now_us);
  clear(RL_CAUSE_LOWBATTERY, now_us);
  keep_program(now_us);
}

// A new level or threshold may end the alarms of the reservoir, or begin one.
static void reservoir_changed(bool is_refilled, uint64_t now_us) {
  // The critical cause ends last: otherwise the other one would sound for a moment.
  if (is_refilled || !reservoir_is_low(motor_commanded())) clear(RL_CAUSE_LOW, now_us);
  if (is_refilled) clear(RL_CAUSE_EMPTY, now_us);
  if ((alarms_standing() & RL_CAUSES_LOW) == 0) look_at_reservoir(now_us);
}

Refusal pump_change(uint16_t set) {
  const uint64_t now_us = hal_now_us();
  const uint8_t mode = static_cast<uint8_t>(draft_value(RL_FIELDS_SET_MODE, delivery_mode()));
  const Refusal refusal = change_refusal(mode, set);
  if (refusal.is_refused) return refusal;
  const int32_t rate = drafted_rate(mode);
  alarms_set_every(draft_value(RL_FIELDS_SET_CRIT, alarms_critical_every_s()),
                   draft_value(RL_FIELDS_SET_NON, alarms_non_critical_every_s()));
  if ((set & RL_FIELDS_SET_LOW) != 0) reservoir_set_low(draft_value(RL_FIELDS_SET_LOW, 0) * 1000, motor_commanded());
  if ((set & RL_FIELDS_SET_VOL) != 0) reservoir_told(draft_value(RL_FIELDS_SET_VOL, 0), motor_commanded());
  if ((set & (RL_FIELDS_SET_LOW | RL_FIELDS_SET_VOL)) != 0) reservoir_changed((set & RL_FIELDS_SET_VOL) != 0, now_us);
  if ((set & of_mode) != 0) pump_set_mode(mode, rate);
  else keep_program(now_us);
  return accepted;
}

static Refusal begin_bolus(uint8_t kind, int32_t steps, int32_t rate_nl_per_day, uint8_t field) {
  if (delivery_bolus() != RL_BOLUS_NONE) return refused(RL_FIELD_WORD_BOLUS, RL_WHY_BUSY);
  if (!is_between(rate_nl_per_day, rate_nl_per_day_min, rate_nl_per_day_max)) return refused(RL_FIELD_WORD_RATE, RL_WHY_RANGE);
  if (steps < 1) return refused(field, RL_WHY_RANGE);
  const uint64_t now_us = hal_now_us();
  clear(RL_CAUSE_STOPPED48, now_us);
  delivery_begin_bolus(kind, steps, rate_nl_per_day, now_us);
  return accepted;
}

Refusal pump_bolus(int32_t volume_nl, int32_t duration_s) {
  const int32_t limit_nl = reservoir_is_known() ? pump_level_nl() : capacity_nl;
  if (!is_between(volume_nl, 1, limit_nl)) return refused(RL_FIELD_WORD_BOLUS, RL_WHY_RANGE);
  const int64_t seconds_nl = static_cast<int64_t>(volume_nl) * 86400;
  const int64_t rate = (seconds_nl + duration_s / 2) / duration_s;
  const int32_t bounded = rate > INT32_MAX ? INT32_MAX : static_cast<int32_t>(rate);
  return begin_bolus(RL_BOLUS_SINGLE, (volume_nl + step_nl / 2) / step_nl, bounded, RL_FIELD_WORD_BOLUS);
}

Refusal pump_study() { return begin_bolus(RL_BOLUS_STUDY, study_steps, study_rate_nl_per_day, RL_FIELD_WORD_STUDY); }
