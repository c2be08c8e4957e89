/* telemetry.c: lines with a CRC, sessions, refusals and events of the telemetry wire. */
#include "telemetry.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "pump_hal.h"
#include "verbs.h"

#define TABLE "93C11FCB"
#define REQUEST_BYTES 60u
#define REPLY_BYTES 120u
#define ERRORS 8u
#define EVENTS 16u

struct text {
  char bytes[REPLY_BYTES + 1u];
  uint32_t count;
};
static char input[REQUEST_BYTES + 1u];
static uint32_t input_count;
static uint8_t is_overlong, was_stop;
static uint32_t session, sequence, last_sequence;
static char kept_request[REQUEST_BYTES + 1u];
static struct text reply, kept_reply;
static uint64_t banner_us;
static struct { uint32_t number, sequence; } errors[ERRORS];
static uint32_t error_count, errors_lost;
static struct text events[EVENTS];
static uint32_t event_number, events_ever;
static int32_t send_events_from = -1;

static void add(struct text *to, const char *format, ...) {
  va_list values;
  va_start(values, format);
  const int count = vsnprintf(to->bytes + to->count, sizeof to->bytes - to->count, format, values);
  va_end(values);
  if (count > 0) to->count += (uint32_t)count;
}

uint32_t crc_of(uint32_t crc, const char *bytes, uint32_t count) {
  for (uint32_t i = 0; i < count; i += 1u) {
    crc ^= (uint32_t)(uint8_t)bytes[i] << 8;
    for (uint32_t bit = 0; bit < 8u; bit += 1u) crc = (crc & 0x8000u ? (crc << 1) ^ 0x1021u : crc << 1) & 0xffffu;
  }
  return crc;
}

static void send(struct text *line) {
  add(line, "*%02X%04X\n", line->count, crc_of(0xffffu, line->bytes, line->count));
  hal_telemetry_write((const uint8_t *)line->bytes, (uint16_t)line->count);
}

static void add_report(struct text *to) {
  const char *alarm = pump.is_stalled ? "critical" : pump.is_low ? "noncritical" : "none";
  add(to, " s=%u d=%s", (uint32_t)(hal_now_us() / US_PER_SECOND), pump.program.is_running ? "delivering" : "stopped");
  add(to, " g=%02X al=%s e=%02X", (pump.program.is_running ? 0u : 8u) | has_draft(), alarm, event_number);
}

/* -- events */

static void send_event(uint32_t number) {
  struct text line = { "", 0 };
  add(&line, "!%02X.%02X %s", session, number, events[number % EVENTS].bytes);
  send(&line);
}

static void end_event(struct text *event) {
  add_report(event);
  send_event(event_number);
}

static struct text *new_event(void) {
  event_number = (event_number + 1u) & 0xffu;
  events_ever += 1u;
  struct text *event = &events[event_number % EVENTS];
  event->count = 0;
  return event;
}

static const char *const kinds[] = { "none", "stall", "recovered", "low" };

void telemetry_logged(const struct log_entry *entry) {
  struct text *event = new_event();
  add(event, "LOGGED n=%u at=%u kind=%s", entry->number, entry->at_s, kinds[entry->kind]);
  end_event(event);
}

void telemetry_alarm(const char *cause, uint8_t is_on) {
  struct text *event = new_event();
  add(event, "ALARM cause=%s on=%u", cause, is_on);
  end_event(event);
}

/* -- replies */

void ok(const char *format, ...) {
  va_list values;
  va_start(values, format);
  const int count = vsnprintf(reply.bytes + reply.count, sizeof reply.bytes - reply.count, format, values);
  va_end(values);
  if (count > 0) reply.count += (uint32_t)count;
}

/* Begins the reply to the present request anew. */
static void begin_reply(const char *result) {
  reply.count = 0;
  add(&reply, "<%02X.%02X %s", session, sequence, result);
}

void refuse(uint32_t number, const char *format, ...) {
  va_list values;
  begin_reply("err ");
  va_start(values, format);
  const int count = vsnprintf(reply.bytes + reply.count, sizeof reply.bytes - reply.count, format, values);
  va_end(values);
  if (count > 0) reply.count += (uint32_t)count;
  if (number == 1u) return; /* SEQ is not kept */
  if (error_count == ERRORS) {
    errors_lost = 1;
    return;
  }
  errors[error_count].number = number;
  errors[error_count].sequence = sequence;
  error_count += 1u;
}

/* -- verbs of the wire itself */

void do_stat(uint32_t value) { (void)value; ok(" live=%02X last=%02X stop=none", session, last_sequence); }
void do_ping(uint32_t value) { (void)value; }

void do_errs(uint32_t value) {
  (void)value;
  if (error_count == 0) {
    ok(" err=0 seq=00 left=0 over=%u", errors_lost);
  } else {
    error_count -= 1u;
    ok(" err=%u seq=%02X left=%u over=%u", errors[0].number, errors[0].sequence, error_count, errors_lost);
    memmove(errors, errors + 1, error_count * sizeof errors[0]);
  }
  errors_lost = 0;
}

void do_evts(uint32_t from) {
  const uint32_t kept = events_ever < EVENTS ? events_ever : EVENTS;
  const uint32_t back = (event_number - from) & 0xffu; /* events after `from` */
  const uint32_t count = back == 0xffu ? 0 : back < kept ? back + 1u : kept;
  const uint32_t old = count == 0 ? from : (event_number - count + 1u) & 0xffu;
  ok(" old=%02X count=%u", old, count);
  if (count > 0) send_events_from = (int32_t)old;
}

/* -- sessions */

static void answer_hello(uint32_t asked) {
  static const char wanted[] = "HELLO v=1 t=" TABLE;
  const char *text = input + 7;
  struct text line = { "", 0 };
  if (asked != 0 && strcmp(text, wanted) == 0) {
    session = asked;
    banner_us = UINT64_MAX;
    last_sequence = error_count = errors_lost = 0;
    kept_request[0] = '\0';
    drop_draft();
    add(&line, "<%02X.%02X ok v=1 t=" TABLE " i=1 b=%s", session, sequence, hal_reset_cause() == HAL_RESET_POWER ? "power" : "reset");
    add_report(&line);
  } else if (asked == 0) {
    add(&line, "<%02X.%02X err NOSESSION live=%02X", asked, sequence, session);
  } else {
    add(&line, "<%02X.%02X err TABLE t=" TABLE, asked, sequence);
  }
  send(&line);
}

/* Answers another session than the live one: only STAT gets its reply, and nothing changes. */
static void answer_foreign(uint32_t asked) {
  struct text line = { "", 0 };
  if (strcmp(input + 7, "STAT") == 0) {
    add(&line, "<%02X.%02X ok live=%02X last=%02X stop=none", asked, sequence, session, last_sequence);
    add_report(&line);
  } else {
    add(&line, "<%02X.%02X err NOSESSION live=%02X", asked, sequence, session);
  }
  send(&line);
}

static void answer(void) {
  if (strcmp(input, kept_request) == 0) {
    hal_telemetry_write((const uint8_t *)kept_reply.bytes, (uint16_t)kept_reply.count);
    return;
  }
  const uint8_t is_next = sequence == ((last_sequence + 1u) & 0xffu);
  begin_reply("ok");
  send_events_from = -1;
  if (is_next) execute(strchr(input, ' ') + 1);
  else refuse(1, "SEQ expect=%02X", (last_sequence + 1u) & 0xffu);
  add_report(&reply);
  send(&reply);
  if (!is_next) return;
  kept_reply = reply;
  memcpy(kept_request, input, sizeof kept_request);
  last_sequence = sequence;
  if (send_events_from < 0) return;
  for (uint32_t number = (uint32_t)send_events_from; number != ((event_number + 1u) & 0xffu); number = (number + 1u) & 0xffu)
    send_event(number);
}

/* Checks length and CRC, and cuts them off. A damaged line gets no reply. */
static uint8_t is_sound(void) {
  uint32_t length, crc;
  if (input_count < 15u || input[0] != '>' || input[3] != '.' || input[6] != ' ') return 0;
  const uint32_t end = input_count - 7u;
  const char length_text[3] = { input[end + 1u], input[end + 2u], '\0' };
  if (input[end] != '*' || read_hex(length_text, 2, &length) != SOUND || read_hex(input + end + 3u, 4, &crc) != SOUND) return 0;
  if (length != end || crc != crc_of(0xffffu, input, end)) return 0;
  input[end] = '\0';
  return 1;
}

static void hear_line(void) {
  uint32_t asked;
  input[input_count] = '\0';
  if (is_overlong || !is_sound()) return;
  const char session_text[3] = { input[1], input[2], '\0' };
  const char sequence_text[3] = { input[4], input[5], '\0' };
  if (read_hex(session_text, 2, &asked) != SOUND || read_hex(sequence_text, 2, &sequence) != SOUND) return;
  if (strncmp(input + 7, "HELLO", 5) == 0) answer_hello(asked);
  else if (asked == session) answer();
  else answer_foreign(asked);
}

static void hear(char byte) {
  const uint8_t is_stop = byte == 0x18;
  if (is_stop && was_stop) drop_draft();
  is_overlong |= (uint8_t)(is_stop && was_stop);
  was_stop = is_stop;
  if (byte == '\n' || byte == '\r') hear_line();
  if (byte == '\n' || byte == '\r' || byte == '>') {
    input_count = 0;
    is_overlong = 0;
  }
  if (byte == '\n' || byte == '\r') return;
  if (input_count == REQUEST_BYTES) is_overlong = 1;
  else input[input_count++] = byte;
}

void telemetry_run(void) {
  uint8_t bytes[16];
  for (uint16_t count; (count = hal_telemetry_read(bytes, sizeof bytes)) > 0;)
    for (uint16_t i = 0; i < count; i += 1u) hear((char)bytes[i]);
  if (hal_now_us() < banner_us) return;
  struct text line = { "", 0 };
  banner_us += US_PER_SECOND;
  add(&line, "# rollerloop telemetry v=1 t=" TABLE " unit=1 cause=%s name=skeleton\n", hal_reset_cause() == HAL_RESET_POWER ? "power" : "reset");
  hal_telemetry_write((const uint8_t *)line.bytes, (uint16_t)line.count);
}

uint64_t telemetry_due_us(void) { return banner_us; }
