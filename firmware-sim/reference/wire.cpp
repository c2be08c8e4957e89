#include "wire.h"

#include <string.h>

#include "error-queue.h"
#include "flash.h"
#include "kept-reply.h"
#include "line-writer.h"
#include "pump-data.h"
#include "pump_hal.h"

static const uint64_t banner_interval_us = RL_BANNER_INTERVAL_MS * 1000UL;
static const uint8_t bytes_at_once = 16;
static const uint16_t unit_number = 1;

static KeptReply kept;
static LineAssembler input;
static Request request;
static uint8_t out[RL_REPLY_BYTES_MAX];
static uint32_t counters[RL_COUNTERS_COUNT];
static uint8_t session;
static uint64_t banner_due_us;

static const Answer ok = {0, {0}};

void wire_start(uint64_t now_us) {
  events_reset();
  input.reset();
  input.stop_half = false;
  kept.reset();
  errors_reset();
  memset(counters, 0, sizeof counters);
  session = 0;
  banner_due_us = now_us;
}

// -- sending

static void report_now(int32_t* values) {
  telemetry_report(values);
  values[RL_REPORT_COUNT - 1] = events_last();
}

void wire_event(uint8_t kind, const int32_t* fields) {
  Event event;
  event.kind = kind;
  memcpy(event.fields, fields, sizeof event.fields);
  telemetry_report(event.report);
  events_add(event);
}

static void say_event(uint8_t number) {
  const Event& event = events_at(number);
  const EventRow row = table_event(event.kind);
  LineWriter line = {out, 0};
  line.header('!', session, number);
  line.text(row.word);
  line.fields(row.fields, event.fields);
  line.fields(table_report(), event.report);
  line.trailer();
  counters[RL_COUNTER_EVENTS_EMITTED]++;
  hal_telemetry_write(out, line.count);
}

static uint8_t reset_cause() {
  const uint8_t flags = hal_reset_cause();
  if ((flags & HAL_RESET_WATCHDOG) != 0) return RL_RESET_CAUSE_DOG;
  if ((flags & HAL_RESET_BROWN_OUT) != 0) return RL_RESET_CAUSE_BROWN;
  return (flags & HAL_RESET_EXTERNAL) != 0 ? RL_RESET_CAUSE_RESET : RL_RESET_CAUSE_POWER;
}

static void say_banner() {
  const rl_field cause = {RL_CHOICE, RL_WORDS_RESET_CAUSE, 0, 0, ""};
  LineWriter line = {out, 0};
  line.text(PSTR("# rollerloop telemetry v="));
  line.number(RL_PROTOCOL_VERSION, 0);
  line.text(PSTR(" t=" RL_TABLE_HASH_TEXT " unit="));
  line.number(unit_number, 0);
  line.text(PSTR(" cause="));
  line.value(cause, reset_cause());
  line.text(PSTR(" name=reference firmware\n"));
  hal_telemetry_write(out, line.count);
}

static void say_events() {
  uint8_t number;
  while (events_unsent(&number)) {
    say_event(number);
    events_sent(number);
  }
}

// -- answering

// Writes the answer to `request`. Returns its length.
static uint8_t write_answer(uint8_t* bytes, const Answer& answer, const int32_t* reply) {
  LineWriter line = {bytes, 0};
  bool with_report = true;
  line.header('<', request.session, request.sequence);
  if (answer.error == 0) {
    line.text(PSTR("ok"));
    line.fields(table_verb(request.verb).reply, reply);
  } else {
    const ErrorRow row = table_error(answer.error);
    line.text(PSTR("err "));
    line.text(row.word);
    line.fields(row.fields, answer.fields);
    with_report = row.has_report != 0;
  }
  if (with_report) {
    int32_t report[RL_REPORT_COUNT];
    report_now(report);
    line.fields(table_report(), report);
  }
  line.trailer();
  return line.count;
}

static void answer_unkept(const Answer& answer, const int32_t* reply) {
  const uint8_t count = write_answer(out, answer, reply);
  hal_telemetry_write(out, count);
}

static void fill_stat(int32_t* reply) {
  reply[0] = session;
  reply[1] = kept.last_sequence;
  reply[2] = RL_STOP_CAUSE_NONE;
}

static Answer execute(int32_t* reply) {
  if (request.fault != 0) return {request.fault, {request.fault_index}};
  switch (request.verb) {
    case RL_VERB_STAT: fill_stat(reply); return ok;
    case RL_VERB_PING: return ok;
    case RL_VERB_ERRS: errors_take(reply); return ok;
    case RL_VERB_EVTS: events_from(static_cast<uint8_t>(request.args[0]), reply); return ok;
    case RL_VERB_COUNTERS:
      reply[0] = static_cast<int32_t>(counters[2 * request.args[0]]);
      reply[1] = static_cast<int32_t>(counters[2 * request.args[0] + 1]);
      return ok;
    default: return telemetry_execute(request, reply);
  }
}

static void execute_once() {
  int32_t reply[RL_ROW_FIELDS_MAX] = {0};
  const Answer answer = execute(reply);
  kept.count = write_answer(kept.bytes, answer, reply);
  kept.keep(input, request.sequence);
  hal_telemetry_write(kept.bytes, kept.count);
  if (answer.error != 0) errors_keep(answer.error, request.sequence);
  else if (request.verb == RL_VERB_EVTS)
    for (int32_t i = 0; i < reply[1]; i++) say_event(static_cast<uint8_t>(reply[0] + i));
}

static void answer_own() {
  const uint8_t expected = kept.next_sequence();
  if (kept.answers(input)) {
    counters[RL_COUNTER_DUPLICATES]++;
    hal_telemetry_write(kept.bytes, kept.count);
  } else if (request.sequence != expected) {
    answer_unkept({RL_ERROR_SEQ, {expected}}, nullptr);
  } else {
    execute_once();
  }
}

// Another session changes nothing, and only STAT gets its reply.
static void answer_foreign() {
  counters[RL_COUNTER_FOREIGN]++;
  if (request.verb == RL_VERB_STAT && request.fault == 0) {
    int32_t reply[RL_ROW_FIELDS_MAX];
    fill_stat(reply);
    answer_unkept(ok, reply);
  } else {
    answer_unkept({RL_ERROR_NOSESSION, {session}}, nullptr);
  }
}

static Answer hello_refusal() {
  const int32_t hash = static_cast<int32_t>(RL_TABLE_HASH);
  if (request.session == 0) return {RL_ERROR_NOSESSION, {session}};
  if (request.fault != 0) return {request.fault, {request.fault_index}};
  if (request.args[0] != RL_PROTOCOL_VERSION) return {RL_ERROR_VERSION, {RL_PROTOCOL_VERSION}};
  return request.args[1] == hash ? ok : Answer{RL_ERROR_TABLE, {hash}};
}

static void answer_hello() {
  const Answer refusal = hello_refusal();
  const int32_t reply[] = {RL_PROTOCOL_VERSION, static_cast<int32_t>(RL_TABLE_HASH), unit_number, reset_cause()};
  if (refusal.error == 0) {
    session = request.session;
    banner_due_us = UINT64_MAX;
    errors_reset();
    kept.reset();
    telemetry_hello();
  }
  answer_unkept(refusal, reply);
}

// -- receiving

static void hear_line() {
  if (input.bytes[0] != '>') {
    counters[RL_COUNTER_NOISE]++;
    return;
  }
  const FrameFault fault = frame_fault(input.bytes, input.count);
  if (fault != FRAME_SOUND) {
    counters[fault == FRAME_CRC ? RL_COUNTER_CRC_BAD : RL_COUNTER_LENGTH_BAD]++;
    return;
  }
  counters[RL_COUNTER_FRAMES_GOOD]++;
  request_read(input.bytes, input.count, &request);
  if (request.verb == RL_VERB_HELLO) answer_hello();
  else if (request.session == session) answer_own();
  else answer_foreign();
}

void wire_run(uint64_t now_us) {
  uint8_t bytes[bytes_at_once];
  uint16_t count;
  while ((count = hal_telemetry_read(bytes, bytes_at_once)) > 0) {
    for (uint16_t i = 0; i < count; i++) {
      const LineNews news = input.push(bytes[i]);
      if (news == LINE_OVERLONG) counters[RL_COUNTER_OVERLONG]++;
      if (news != LINE_WHOLE) continue;
      hear_line();
      input.reset();
    }
  }
  say_events();
  if (now_us < banner_due_us) return;
  banner_due_us += banner_interval_us;
  say_banner();
}

uint64_t wire_due_us() { return banner_due_us; }
