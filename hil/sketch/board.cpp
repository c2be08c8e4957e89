#include "board.h"

#include "due.h"
#include "endpoint.h"
#include "flash.h"
#include "hardware.h"
#include "homing.h"
#include "motion.h"
#include "sensors.h"
#include "shaft.h"
#include "slip-watch.h"
#include "stall.h"
#include "trip.h"

static const uint32_t lapse_us = 5000000UL;

static uint8_t stop_cause;
static uint8_t reset_cause;
static ConfigSource config_source;
static bool sensors_asked;   // readings were requested for the waiting request
static bool end_unreported;  // the end of a segment waits for the encoder
static bool sounding;
static uint32_t sound_end_us;
static uint32_t heard_us;  // time of the last valid line of the session
static bool lapsed;        // the session has lapsed since; stored, because times compare correctly for 2^31 us only

void board_start(ConfigSource source, uint8_t cause) {
  config_source = source;
  reset_cause = cause;
  stop_cause = RL_STOP_CAUSE_NONE;
  sensors_asked = end_unreported = sounding = false;
  motion_reset();
  shaft_reset();
  sensors_reset();
  homing_reset();
  trip_disarm();
  stall_reset();
  slip_configure();
  slip_anchor();
  sensors_want(WISH_ENCODER | WISH_FIELD);
  board_heard();
}

void board_heard() {
  heard_us = hw_now_us();
  lapsed = false;
}

uint8_t board_reset_cause() { return reset_cause; }
uint8_t board_stop_cause() { return hw_stop_seen() ? static_cast<uint8_t>(RL_STOP_CAUSE_BYTES) : stop_cause; }

uint8_t board_state() {
  if (board_stop_cause() != RL_STOP_CAUSE_NONE) return RL_STATE_STOPPED;
  return motion_moving() ? RL_STATE_MOVING : RL_STATE_READY;
}

const char* board_name() {
  if (config_source == CONFIG_BAD) return PSTR("atmega328p, damaged EEPROM, so defaults");
  if (config_source == CONFIG_BLANK) return PSTR("atmega328p, blank EEPROM, so defaults");
  return config.drive == DRIVE_FOUR_WIRE ? PSTR("atmega328p four-wire") : PSTR("atmega328p step-dir");
}

static uint8_t flags() {
  uint8_t bits = 0;
  if (motion_moving()) bits |= RL_FLAGS_MOVING;
  if (motion_queued()) bits |= RL_FLAGS_QUEUED;
  if (board_stop_cause() != RL_STOP_CAUSE_NONE) bits |= RL_FLAGS_STOPPED;
  if (stall_energised()) bits |= RL_FLAGS_ENERGISED;
  if (shaft_encoder_ok()) bits |= RL_FLAGS_ENCODER_OK;
  if (shaft_magnet_ok()) bits |= RL_FLAGS_MAGNET_OK;
  if (trip_armed()) bits |= RL_FLAGS_TRIP_ARMED;
  if (trip_tripped()) bits |= RL_FLAGS_TRIPPED;
  return bits;
}

void board_report(int32_t* values) {
  values[0] = motion_counter();
  values[1] = shaft_raw();
  values[2] = shaft_turn();
  values[3] = sensors_field_tenths();
  values[4] = stall_mode();
  values[5] = flags();
  values[6] = 0;
  values[7] = static_cast<int32_t>(hw_now_us());
}

static void event_now(uint8_t kind, int32_t value) {
  endpoint_event(kind, value, false, motion_counter(), hw_now_us());
}

// -- making safe

static void cut_current() {
  motion_halt();
  homing_reset();
  stall_drop_push();
  stall_energise(false);
}

static void stand() {
  cut_current();
  sensors_want(WISH_ENCODER);
}

static void set_stall(uint8_t mode) {
  stall_set(mode);
  slip_anchor();
}

// Makes every output safe, whatever the configuration says about its use.
static void make_safe() {
  cut_current();
  set_stall(RL_STALL_MODE_NONE);
  hw_make_safe();
  sounding = false;
}

static void stop(uint8_t cause) {
  make_safe();
  sensors_want(WISH_ENCODER);
  stop_cause = cause;
  event_now(RL_EVENT_STOPPED, cause);
}

void board_hello() {
  stand();
  set_stall(RL_STALL_MODE_NONE);
  trip_disarm();
}

// -- the field

// Imposes the mode of FIELD again. A stop ends the mode but leaves FIELD armed, and the field may still be there.
static void impose_field() {
  if (trip_tripped() && board_stop_cause() == RL_STOP_CAUSE_NONE) set_stall(trip_mode());
}

static void look_at_field() {
  if (!trip_changed(sensors_field_tenths())) return;
  if (board_stop_cause() == RL_STOP_CAUSE_NONE) set_stall(trip_mode());
  event_now(RL_EVENT_TRIP, trip_tripped());
}

// -- verbs

static Answer good() { return {0, 0}; }

static Answer run(const Segment& segment) {
  stall_energise(true);
  return motion_add(segment) ? good() : Answer{RL_ERROR_STOPPED, RL_STOP_CAUSE_BYTES};
}

static Answer move(const int32_t* args) {
  const Segment segment = {args[0], args[1], static_cast<uint16_t>(args[2])};
  const uint32_t steps = segment.to >= segment.from
                             ? static_cast<uint32_t>(segment.to) - static_cast<uint32_t>(segment.from)
                             : static_cast<uint32_t>(segment.from) - static_cast<uint32_t>(segment.to);
  if (homing_active() || motion_queued()) return {RL_ERROR_BUSY, 0};
  const int32_t at = motion_end();
  if (segment.from != at) return {RL_ERROR_FROM, at};
  if (segment.ms > config.segment_ms_max) return {RL_ERROR_TOOLONG, config.segment_ms_max};
  // Tests n x 1000 > ms x rate within 32 bits.
  const uint32_t steps_max = static_cast<uint32_t>(segment.ms) * config.steps_per_second_max / 1000;
  if (steps > steps_max) return {RL_ERROR_TOOFAST, config.steps_per_second_max};
  return run(segment);
}

static Answer home(uint16_t ms) {
  Segment segment;
  const Answer refusal = homing_plan(ms, &segment);
  if (refusal.error != 0) return refusal;
  homing_begin();
  return run(segment);
}

static Answer arm_trip(const int32_t* args) {
  const uint8_t mode = static_cast<uint8_t>(args[1]);
  if (!config_part(PART_FIELD) || !stall_possible(mode)) return {RL_ERROR_UNSUPPORTED, 0};
  trip_arm(static_cast<int16_t>(args[0] * 10), mode);
  look_at_field();
  impose_field();
  return good();
}

static Answer stall(const int32_t* args) {
  const uint8_t mode = static_cast<uint8_t>(args[0]);
  const int32_t steps = args[1];
  if (!stall_possible(mode)) return {RL_ERROR_UNSUPPORTED, 0};
  const uint32_t way = static_cast<uint32_t>(steps < 0 ? -steps : steps);
  if (mode == RL_STALL_MODE_BACK ? way > config.back_steps_max : steps != 0) return {RL_ERROR_RANGE, 1};
  set_stall(mode);
  if (mode == RL_STALL_MODE_BACK) {
    stall_energise(true);
    stall_push(steps);
  }
  return good();
}

static Answer sound(uint16_t hz, uint16_t ms) {
  if (!config_part(PART_PIEZO)) return {RL_ERROR_UNSUPPORTED, 0};
  hw_sound(hz);
  sounding = true;
  sound_end_us = hw_now_us() + static_cast<uint32_t>(ms) * 1000;
  return good();
}

// Executes CONF. An item may remove the part that holds the shaft, or give its pin another use. So current, stall mode
// and trip end first, under the old configuration.
static Answer configure(const int32_t* args, int32_t* kept) {
  const uint8_t item = static_cast<uint8_t>(args[0]);
  const ConfigFault fault = config_fault(item, args[1]);
  if (fault != CONFIG_OK) return {RL_ERROR_RANGE, fault == CONFIG_NO_ITEM ? 0 : 1};
  make_safe();
  trip_disarm();
  config_set(item, args[1]);
  *kept = args[1];
  config_source = CONFIG_KEPT;
  hw_configure();
  shaft_recalibrated();
  slip_configure();
  slip_anchor();
  sensors_want(WISH_ENCODER | WISH_FIELD);
  return good();
}

static int32_t capabilities() {
  int32_t bits = RL_CAPABILITIES_RELEASE | RL_CAPABILITIES_HOLD | RL_CAPABILITIES_BACK | RL_CAPABILITIES_CONF;
  if (config_part(PART_ENCODER)) bits |= RL_CAPABILITIES_ENCODER;
  if (config_part(PART_INDEX)) bits |= RL_CAPABILITIES_INDEX;
  if (config_part(PART_FIELD)) bits |= RL_CAPABILITIES_FIELD_SENSOR | RL_CAPABILITIES_TRIP;
  if (stall_possible(RL_STALL_MODE_BRAKE)) bits |= RL_CAPABILITIES_BRAKE;
  if (config_part(PART_PIEZO)) bits |= RL_CAPABILITIES_SOUND;
  if (homing_possible()) bits |= RL_CAPABILITIES_HOME;
  return bits;
}

static Answer tell(uint8_t verb, int32_t* reply) {
  switch (verb) {
    case RL_VERB_CAPS:
      reply[0] = capabilities();
      reply[1] = config.steps_per_second_max;
      reply[2] = config.segment_ms_max;
      break;
    case RL_VERB_UNITS:
      reply[0] = static_cast<int32_t>(config.turn_numerator);
      reply[1] = static_cast<int32_t>(config.turn_denominator);
      break;
    case RL_VERB_ACCURACY:
      reply[0] = config.slip_quantum_steps;
      reply[1] = static_cast<int32_t>(config.residual_milli_deg);
      reply[2] = static_cast<int32_t>(config.backlash_milli_deg);
      reply[3] = config.calibration_date != 0;
      break;
    case RL_VERB_SENS:
      reply[0] = sensors_gain();
      reply[1] = homing_index_count();
      reply[2] = sensors_supply_mv();
      break;
    default: return {RL_ERROR_UNSUPPORTED, 0};
  }
  return good();
}

Answer board_execute(const Request& request, int32_t* reply) {
  const int32_t* args = request.args;
  switch (request.verb) {
    case RL_VERB_MOVE: return move(args);
    case RL_VERB_HALT: stand(); return good();
    case RL_VERB_ARM:
      // No byte was read since this line. A stop that is not yet counted arrived after the line, so it remains in
      // force.
      if (args[0] != board_stop_cause() || hw_stops_passed() != hw_stops()) return {RL_ERROR_STOPPED, board_stop_cause()};
      stop_cause = RL_STOP_CAUSE_NONE;
      impose_field();
      return good();
    case RL_VERB_ZERO: motion_renumber(args[0]); return good();
    case RL_VERB_HOME: return home(static_cast<uint16_t>(args[0]));
    case RL_VERB_FIELD: return arm_trip(args);
    case RL_VERB_STALL: return stall(args);
    case RL_VERB_SOUND: return sound(static_cast<uint16_t>(args[0]), static_cast<uint16_t>(args[1]));
    case RL_VERB_CONF: return configure(args, reply);
    default: return tell(request.verb, reply);
  }
}

// Returns the readings that a verb needs, before its execution or for its reply.
static uint8_t wishes_of(uint8_t verb) {
  switch (verb) {
    case RL_VERB_SENS: return WISH_ALL;
    case RL_VERB_STAT: return WISH_ENCODER | WISH_FIELD;
    case RL_VERB_HOME: return WISH_ENCODER;
    // Completes a running reading first, because an EEPROM write would abandon it.
    case RL_VERB_CONF: return WISH_ENCODER;
    case RL_VERB_FIELD: return WISH_FIELD;
    default: return 0;
  }
}

bool board_not_yet(const Request& request) {
  if (end_unreported || hw_stop_seen()) return true;
  const uint8_t verb = request.verb;
  const bool moves = verb == RL_VERB_STALL || verb == RL_VERB_MOVE || verb == RL_VERB_HOME;
  if (moves && stall_pushing()) return true;
  const uint8_t wishes = wishes_of(verb);
  if (wishes == 0) return false;
  if (!sensors_asked) sensors_want(wishes);
  sensors_asked = sensors_busy();
  return sensors_asked;
}

// -- events

static void report_end(const EndedSegment& ended) {
  if (!homing_active()) {
    endpoint_event(RL_EVENT_DONE, ended.to, ended.idle, ended.to, ended.us);
  } else if (homing_ended(ended.to)) {
    endpoint_event(RL_EVENT_HOMED, ended.to, false, ended.to, ended.us);
  } else {
    endpoint_event(RL_EVENT_NOINDEX, 0, false, ended.to, ended.us);
  }
}

// Reports ended segments. DONE carries the angle of the shaft, so the encoder is read first.
static void report_ends() {
  if (!end_unreported && motion_any_ended()) {
    sensors_want(WISH_ENCODER);
    end_unreported = true;
  }
  if (!end_unreported || sensors_busy()) return;
  EndedSegment ended;
  while (motion_take_ended(&ended)) report_end(ended);
  end_unreported = false;
}

static void look_at_shaft() {
  int32_t error;
  if (stall_mode() != RL_STALL_MODE_NONE || stall_pushing() || !shaft_encoder_ok() || !stall_energised()) slip_anchor();
  else if (slip_seen(&error)) event_now(RL_EVENT_SLIP, error);
}

static bool lapse_watched() { return stall_energised() || stall_mode() != RL_STALL_MODE_NONE; }

static void take_stop_bytes() {
  if (!hw_stop_seen() || end_unreported) return;
  // No current flows until the mark is cleared. A further stop before that is still counted.
  stop(RL_STOP_CAUSE_BYTES);
  hw_stop_clear();
}

void board_poll() {
  if (motion_moving() && slip_reading_due()) {
    slip_reading_asked();
    sensors_want(WISH_ENCODER);
  }
  const uint8_t came = sensors_poll();
  if ((came & WISH_ENCODER) != 0) look_at_shaft();
  if ((came & WISH_FIELD) != 0) look_at_field();
  report_ends();
  take_stop_bytes();
  stall_poll();
  const uint32_t now_us = hw_now_us();
  if (trip_sample_due(now_us)) sensors_want(WISH_FIELD);
  if (sounding && is_due(sound_end_us, now_us)) {
    sounding = false;
    hw_sound(0);
  }
  if (is_due(heard_us + lapse_us, now_us)) lapsed = true;
  if (lapsed && lapse_watched()) stop(RL_STOP_CAUSE_LAPSE);
  if (!motion_moving()) hw_pace_idle();
}

bool board_next_due(uint32_t* due_us) {
  Earliest earliest = {0, false};
  uint32_t other_us;
  if (!lapsed) earliest.take(heard_us + lapse_us);
  if (sounding) earliest.take(sound_end_us);
  if (stall_next_due(&other_us)) earliest.take(other_us);
  if (trip_armed()) earliest.take(trip_next_sample_us());
  if (sensors_next_due(&other_us)) earliest.take(other_us);
  *due_us = earliest.us;
  return earliest.any;
}
