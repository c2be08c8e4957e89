#include "telemetry.h"

#include "alarms.h"
#include "delivery.h"
#include "draft.h"
#include "event-log.h"
#include "motor.h"
#include "pump-data.h"
#include "pump.h"
#include "pump_hal.h"
#include "reservoir.h"
#include "step-clock.h"
#include "wire.h"

static const int32_t serial_number = 1;
static const int32_t firmware_version = 1;
static const int32_t never_tenths_of_a_day = 999990;

// The log as page 0 found it. Later entries move no page.
static uint32_t read_newest;
static uint8_t read_count;

static const Answer done = {0, {0}};

void telemetry_start() {
  read_newest = 0;
  read_count = 0;
}

void telemetry_hello() {
  draft_drop();
  telemetry_start();
}

void telemetry_report(int32_t* values) {
  const uint8_t mode = delivery_mode();
  uint16_t flags = draft_is_open() ? RL_FLAGS_DRAFT : 0;
  if (mode == RL_MODE_STOPPED) flags = static_cast<uint16_t>(flags | RL_FLAGS_STOPPED_MODE);
  if (mode == RL_MODE_MINIMUM) flags = static_cast<uint16_t>(flags | RL_FLAGS_MINIMUM_MODE);
  values[0] = static_cast<int32_t>(hal_now_us() / us_per_second);
  values[1] = delivery_doing();
  values[2] = flags;
  values[3] = alarms_class();
}

static void fill_ident(int32_t* reply) {
  reply[0] = RL_MODEL_SYNCHROMED_II;
  reply[1] = serial_number;
  reply[2] = revolution_nl;
  reply[3] = firmware_version;
}

// Rounded down, so that the pump never promises a later day. A level that is low already asks for a refill today.
static int32_t refill_tenths_of_a_day() {
  const int32_t rate = delivery_rate_nl_per_day();
  if (!reservoir_is_known()) return never_tenths_of_a_day;
  const int32_t left_nl = pump_level_nl() - reservoir_low_nl();
  if (left_nl <= 0) return 0;
  if (rate == 0) return never_tenths_of_a_day;
  const int64_t tenths = static_cast<int64_t>(left_nl) * 10 / rate;
  return tenths > never_tenths_of_a_day ? never_tenths_of_a_day : static_cast<int32_t>(tenths);
}

static void fill_interrogation(int32_t* reply) {
  reply[0] = static_cast<int32_t>((static_cast<uint64_t>(pump_age_s()) + 4320) / 8640);
  reply[1] = log_count();
  reply[2] = static_cast<int32_t>((static_cast<uint64_t>(pump_programmed_steps()) * static_cast<uint64_t>(step_nl) + 500) / 1000);
  reply[3] = refill_tenths_of_a_day();
}

static void fill_therapy(int32_t* reply, bool of_draft) {
  const uint8_t now_mode = delivery_mode();
  const int32_t mode = of_draft ? draft_value(RL_FIELDS_SET_MODE, now_mode) : now_mode;
  const int32_t rate = of_draft ? draft_value(RL_FIELDS_SET_RATE, delivery_rate_nl_per_day()) : delivery_rate_nl_per_day();
  reply[0] = mode;
  reply[1] = mode == RL_MODE_STOPPED ? 0 : mode == RL_MODE_MINIMUM ? minimum_rate_nl_per_day : rate;
  reply[2] = delivery_bolus();
  reply[3] = delivery_bolus_left_nl();
}

static void fill_reservoir(int32_t* reply, bool of_draft) {
  reply[0] = of_draft ? draft_value(RL_FIELDS_SET_VOL, pump_level_nl()) : pump_level_nl();
  reply[1] = capacity_nl / 100000;
  reply[2] = 0;  // this firmware stores no catheter volume
}

static void fill_alarms(int32_t* reply, bool of_draft) {
  const int32_t low_ul = reservoir_low_nl() / 1000;
  reply[0] = alarms_standing();
  reply[1] = 0;  // this firmware indicates no replacement
  reply[2] = of_draft ? draft_value(RL_FIELDS_SET_LOW, low_ul) : low_ul;
  reply[3] = of_draft ? draft_value(RL_FIELDS_SET_CRIT, alarms_critical_every_s()) : alarms_critical_every_s();
  reply[4] = of_draft ? draft_value(RL_FIELDS_SET_NON, alarms_non_critical_every_s()) : alarms_non_critical_every_s();
}

static Answer log_page(int32_t page, int32_t* reply) {
  if (page == 0) {
    read_newest = log_newest();
    read_count = log_count();
  } else if (page >= read_count) {
    return {RL_ERROR_PAGE, {read_count}};
  }
  LogEntry entry = {0, 0, RL_KIND_WORD_NONE};
  if (read_count > 0) log_read(read_newest - static_cast<uint32_t>(page), &entry);
  reply[0] = read_count;
  reply[1] = static_cast<int32_t>(entry.number);
  reply[2] = entry.stamp_s;
  reply[3] = entry.kind;
  return done;
}

static Answer refusal_answer(const Refusal& refusal) { return {RL_ERROR_REFUSED, {refusal.field, refusal.why}}; }

static Answer bolus_answer(const Refusal& refusal, int32_t rate_nl_per_day, int32_t* reply) {
  if (refusal.is_refused) return refusal_answer(refusal);
  const int32_t volume_nl = delivery_bolus_left_nl();
  reply[0] = volume_nl;
  reply[1] = rate_nl_per_day;
  reply[2] = duration_tenths(volume_nl / step_nl, rate_nl_per_day);
  return done;
}

static Answer set_mode(uint8_t mode, int32_t rate_nl_per_day) {
  if (mode != RL_MODE_STOPPED && delivery_bolus() != RL_BOLUS_NONE)
    return {RL_ERROR_REFUSED, {RL_FIELD_WORD_BOLUS, RL_WHY_BUSY}};
  pump_set_mode(mode, rate_nl_per_day);
  return done;
}

// Verbs whose last argument chooses the pump or the draft.
static Answer read_of(const Request& request, int32_t* reply) {
  const bool of_draft = request.args[0] == RL_OF_DRAFT;
  if (of_draft && !draft_is_open()) return {RL_ERROR_NODRAFT, {0}};
  if (request.verb == RL_VERB_THERAPY) fill_therapy(reply, of_draft);
  else if (request.verb == RL_VERB_RESERVOIR) fill_reservoir(reply, of_draft);
  else fill_alarms(reply, of_draft);
  return done;
}

static Answer act(const Request& request, int32_t* reply) {
  switch (request.verb) {
    case RL_VERB_BOLUS: {
      const Refusal refusal = pump_bolus(request.args[0], request.args[1]);
      return bolus_answer(refusal, delivery_bolus_rate_nl_per_day(), reply);
    }
    case RL_VERB_STUDY: {
      const Refusal refusal = pump_study();
      return bolus_answer(refusal, study_rate_nl_per_day, reply);
    }
    case RL_VERB_STOP: return set_mode(RL_MODE_STOPPED, 0);
    case RL_VERB_MINRATE: return set_mode(RL_MODE_MINIMUM, minimum_rate_nl_per_day);
    case RL_VERB_ALTEST: alarms_test(hal_now_us()); return done;
    default: return draft_execute(request, reply);
  }
}

Answer telemetry_execute(const Request& request, int32_t* reply) {
  switch (request.verb) {
    case RL_VERB_IDENT: fill_ident(reply); return done;
    case RL_VERB_THERAPY:
    case RL_VERB_RESERVOIR:
    case RL_VERB_ALARMS: return read_of(request, reply);
    case RL_VERB_ABLE:
      reply[0] = RL_ABILITIES_CONTINUOUS | RL_ABILITIES_MINIMUM | RL_ABILITIES_STUDY;
      return done;
    case RL_VERB_LOG: return log_page(request.args[0], reply);
    case RL_VERB_INTERROGATE: fill_interrogation(reply); return done;
    default: return act(request, reply);
  }
}
