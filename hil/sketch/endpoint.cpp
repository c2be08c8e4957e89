#include "endpoint.h"

#include "board.h"
#include "console.h"
#include "due.h"
#include "error-queue.h"
#include "flash.h"
#include "hardware.h"
#include "kept-reply.h"
#include "line-writer.h"

static const uint32_t banner_interval_us = RL_BANNER_INTERVAL_MS * 1000UL;
static const uint32_t stop_repeat_interval_us = RL_STOP_REPEAT_INTERVAL_MS * 1000UL;

static KeptReply kept;
static LineAssembler input;
static Request request;
static bool request_read_already;
static uint8_t out[RL_REPLY_BYTES_MAX];
static uint32_t counters[RL_COUNTERS_COUNT];
static uint8_t session;
static uint32_t banner_due_us;
static uint8_t replay_next;
static uint8_t replay_left;
static uint8_t stop_event;
static uint8_t stop_repeats_left;
static uint32_t stop_repeat_due_us;
static ConsoleTalk console;

static bool due(uint32_t due_us) { return is_due(due_us, hw_now_us()); }

void endpoint_start() {
  events_reset();
  input.reset();
  input.stop_half = false;
  kept.reset();
  errors_reset();
  memset(counters, 0, sizeof counters);
  request_read_already = false;
  session = replay_left = stop_repeats_left = 0;
  console = CONSOLE_QUIET;
  banner_due_us = hw_now_us();
}

uint8_t endpoint_session() { return session; }

void endpoint_event(uint8_t kind, int32_t value, bool idle, int32_t counter, uint32_t us) {
  int32_t now[RL_REPORT_COUNT];
  board_report(now);
  events_keep({kind, idle, static_cast<uint8_t>(now[4] & 7), static_cast<uint8_t>(now[5]), value, counter, us});
  if (kind != RL_EVENT_STOPPED) return;
  stop_event = events_last();
  stop_repeats_left = RL_STOP_REPEATS_MAX;
  stop_repeat_due_us = us + stop_repeat_interval_us;
}

// -- sending

static void report_now(int32_t* values) {
  board_report(values);
  values[6] = events_last();
}

static void say_event(uint8_t number) {
  const KeptEvent& event = events_at(number);
  LineWriter line = {out, 0};
  int32_t values[RL_REPORT_COUNT] = {event.value, event.idle};
  const EventRow row = table_event(event.kind);
  line.header('!', session, number);
  line.text(row.word);
  line.fields(row.fields, values);
  report_now(values);
  values[0] = event.counter;
  values[4] = event.mode;
  values[5] = event.flags;
  values[6] = number;
  values[7] = static_cast<int32_t>(event.us);
  line.fields(table_report(), values);
  line.trailer();
  counters[RL_COUNTER_EVENTS_EMITTED]++;
  hw_send(out, line.count);
}

static void say_banner() {
  LineWriter line = {out, 0};
  const rl_field cause = {RL_CHOICE, RL_WORDS_RESET_CAUSE, 0, 0, ""};
  line.text(PSTR("# rollerloop rig v="));
  line.number(RL_PROTOCOL_VERSION, 0);
  line.text(PSTR(" t=" RL_TABLE_HASH_TEXT " unit="));
  line.number(config.unit_number, 0);
  line.text(PSTR(" cause="));
  line.value(cause, board_reset_cause());
  line.text(PSTR(" name="));
  line.text(board_name());
  line.put('\n');
  hw_send(out, line.count);
}

static void say_console() {
  LineWriter line = {out, 0};
  int32_t report[RL_REPORT_COUNT];
  report_now(report);
  console = console_line(console, &line, report);
  hw_send(out, line.count);
}

// Sends the oldest pending event or text. Returns false if there is none.
static bool say_something() {
  uint8_t number;
  if (console != CONSOLE_QUIET) {
    say_console();
  } else if (replay_left > 0) {
    replay_left--;
    say_event(replay_next++);
  } else if (events_unsent(&number)) {
    say_event(number);
    events_sent(number);
  } else if (stop_repeats_left > 0 && due(stop_repeat_due_us)) {
    stop_repeats_left--;
    stop_repeat_due_us += stop_repeat_interval_us;
    counters[RL_COUNTER_STOPS_UNREAD]++;
    say_event(stop_event);
  } else if (session == 0 && due(banner_due_us)) {
    banner_due_us += banner_interval_us;
    say_banner();
  } else {
    return false;
  }
  return true;
}

// -- answering

// Writes the answer to `request` and returns its length.
static uint8_t write_answer(uint8_t* bytes, Answer answer, const int32_t* reply) {
  LineWriter line = {bytes, 0};
  int32_t report[RL_REPORT_COUNT];
  bool with_report = true;
  line.header('<', request.session, request.sequence);
  if (answer.error == 0) {
    line.text(PSTR("ok"));
    line.fields(table_verb(request.verb).reply, reply);
  } else {
    const ErrorRow row = table_error(answer.error);
    line.text(PSTR("err "));
    line.text(row.word);
    line.fields(row.fields, &answer.field);
    with_report = row.has_report != 0;
  }
  if (with_report) {
    report_now(report);
    line.fields(table_report(), report);
  }
  line.trailer();
  return line.count;
}

static void answer_uncached(Answer answer, const int32_t* reply) {
  const uint8_t count = write_answer(out, answer, reply);
  hw_send(out, count);
}

static void stop_was_read() { stop_repeats_left = 0; }

static void fill_stat(int32_t* reply) {
  reply[0] = session;
  reply[1] = kept.last_sequence;
  reply[2] = board_stop_cause();
}

static Answer refusal_in_state(const VerbRow& row) {
  const uint8_t state = board_state();
  const bool listed = (row.states & (1 << state)) != 0;
  if (state != RL_STATE_STOPPED) return listed ? Answer{0, 0} : Answer{RL_ERROR_STATE, state};
  bool harmless = row.narrowed_count == 0;
  for (uint8_t i = 0; i < row.narrowed_count; i++) {
    harmless = harmless || flash_read(&row.narrowed[i]) == request.args[row.narrowed_arg];
  }
  return listed && harmless ? Answer{0, 0} : Answer{RL_ERROR_STOPPED, board_stop_cause()};
}
static_assert(RL_STATE_BIT_READY == 1 << RL_STATE_READY && RL_STATE_BIT_MOVING == 1 << RL_STATE_MOVING &&
                  RL_STATE_BIT_STOPPED == 1 << RL_STATE_STOPPED,
              "a state's bit is its number");

static Answer execute(int32_t* reply) {
  if (request.fault != 0) return {request.fault, request.fault_index};
  const Answer refusal = refusal_in_state(table_verb(request.verb));
  if (refusal.error != 0) return refusal;
  switch (request.verb) {
    case RL_VERB_STAT: fill_stat(reply); break;
    case RL_VERB_PING: break;
    case RL_VERB_ERRS: errors_take(reply); break;
    case RL_VERB_EVTS: events_from(static_cast<uint8_t>(request.args[0]), reply); break;
    case RL_VERB_COUNTERS:
      reply[0] = static_cast<int32_t>(counters[2 * request.args[0]]);
      reply[1] = static_cast<int32_t>(counters[2 * request.args[0] + 1]);
      break;
    default: return board_execute(request, reply);
  }
  return {0, 0};
}

static void execute_once() {
  int32_t reply[TABLE_ARGS_MAX];
  const Answer answer = execute(reply);
  kept.count = write_answer(kept.bytes, answer, reply);
  kept.keep(input, request.sequence);
  hw_send(kept.bytes, kept.count);
  if (answer.error != 0) {
    errors_keep(answer.error, request.sequence);
    return;
  }
  const uint8_t verb = request.verb;
  if (verb == RL_VERB_STAT || verb == RL_VERB_EVTS || verb == RL_VERB_ARM) stop_was_read();
  if (verb != RL_VERB_EVTS) return;
  replay_next = static_cast<uint8_t>(reply[0]);
  replay_left = static_cast<uint8_t>(reply[1]);
}

static void answer_own() {
  board_heard();
  const uint8_t expected = kept.next_sequence();
  if (kept.answers(input)) {
    counters[RL_COUNTER_DUPLICATES]++;
    hw_send(kept.bytes, kept.count);
  } else if (request.sequence != expected) {
    answer_uncached({RL_ERROR_SEQ, expected}, nullptr);
  } else {
    execute_once();
  }
}

// Handles a line of another session. It changes nothing, and only STAT gets its regular reply.
static void answer_foreign() {
  int32_t reply[TABLE_ARGS_MAX];
  counters[RL_COUNTER_FOREIGN]++;
  if (request.verb == RL_VERB_STAT && request.fault == 0) {
    fill_stat(reply);
    answer_uncached({0, 0}, reply);
  } else {
    answer_uncached({RL_ERROR_NOSESSION, session}, nullptr);
  }
}

// Handles HELLO. A refused HELLO changes nothing, so that an incompatible host cannot disturb the session.
static Answer hello_refusal() {
  if (request.session == 0) return {RL_ERROR_NOSESSION, session};
  if (request.fault != 0) return {request.fault, request.fault_index};
  if (request.args[0] != RL_PROTOCOL_VERSION) return {RL_ERROR_VERSION, RL_PROTOCOL_VERSION};
  const int32_t hash = static_cast<int32_t>(RL_TABLE_HASH);
  return request.args[1] == hash ? Answer{0, 0} : Answer{RL_ERROR_TABLE, hash};
}

static void answer_hello() {
  const Answer refusal = hello_refusal();
  const int32_t reply[] = {RL_PROTOCOL_VERSION, static_cast<int32_t>(RL_TABLE_HASH), config.unit_number,
                           board_reset_cause()};
  if (refusal.error == 0) {
    stop_was_read();
    session = request.session;
    board_heard();
    errors_reset();
    kept.reset();
    board_hello();
  }
  answer_uncached(refusal, reply);
}

// -- receiving

// Handles text typed by a person, or noise. It acts only before HELLO, so that no text appears within a session.
static void hear_bare_line() {
  if (session == 0) console = console_heard(input.bytes, input.count);
  if (session != 0 || console == CONSOLE_QUIET) counters[RL_COUNTER_NOISE]++;
}

static void answer_request() {
  if (request.verb == RL_VERB_HELLO) answer_hello();
  else if (request.session == session) answer_own();
  else answer_foreign();
}

// Handles a whole line. Returns false if its answer has to wait. The line then stays and is handled again.
static bool hear_line() {
  if (!request_read_already) {
    if (input.bytes[0] != '>') {
      hear_bare_line();
      return true;
    }
    const FrameFault fault = frame_fault(input.bytes, input.count);
    if (fault != FRAME_SOUND) {
      counters[fault == FRAME_CRC ? RL_COUNTER_CRC_BAD : RL_COUNTER_LENGTH_BAD]++;
      return true;
    }
    counters[RL_COUNTER_FRAMES_GOOD]++;
    request_read(input.bytes, input.count, &request);
    request_read_already = true;
  }
  if (board_not_yet(request)) return false;
  answer_request();
  return true;
}

static void take_bytes() {
  uint8_t byte;
  while (!input.whole && hw_receive(&byte)) {
    if (input.push(byte) == LINE_OVERLONG) counters[RL_COUNTER_OVERLONG]++;
  }
  counters[RL_COUNTER_OVERRUNS] += hw_overruns();
}

bool endpoint_poll() {
  take_bytes();
  if (hw_sending()) return false;
  if (say_something()) return false;
  if (!input.whole || !hear_line()) return false;
  input.reset();
  request_read_already = false;
  return true;
}

bool endpoint_next_due(uint32_t* due_us) {
  Earliest earliest = {0, false};
  if (hw_sending()) return false;
  if (session == 0) earliest.take(banner_due_us);
  if (stop_repeats_left > 0) earliest.take(stop_repeat_due_us);
  *due_us = earliest.us;
  return earliest.any;
}
