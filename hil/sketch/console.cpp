#include "console.h"

#include "board.h"
#include "flash.h"

ConsoleTalk console_heard(const uint8_t* line, uint8_t count) {
  if (flash_spells(PSTR("stat"), line, count)) return CONSOLE_STATE;
  return flash_spells(PSTR("help"), line, count) ? CONSOLE_WORDS : CONSOLE_QUIET;
}

// Prints the report for a person: numbers in decimal, without trailing zeros.
static void put_report(LineWriter* line, const int32_t* report, uint8_t from, uint8_t to) {
  for (uint8_t i = from; i < to; i++) {
    const rl_field field = table_field(table_report(), i);
    const int32_t value = report[i];
    const bool whole = field.digits == 1 && value % 10 == 0;
    line->put(' ');
    line->text(table_report_name(i));
    line->put('=');
    if (field.kind == RL_CHOICE) line->value(field, value);
    else if (field.kind == RL_NUMBER) line->number(whole ? value / 10 : value, whole ? 0 : field.digits);
    else line->unsigned_number(static_cast<uint32_t>(value), 0);
  }
}

static void put_choice(LineWriter* line, uint8_t list, uint8_t code) { line->text(table_word(list, code)); }

ConsoleTalk console_line(ConsoleTalk talk, LineWriter* line, const int32_t* report) {
  ConsoleTalk next = CONSOLE_QUIET;
  line->put('#');
  switch (talk) {
    case CONSOLE_STATE:
      line->text(PSTR(" state="));
      put_choice(line, RL_WORDS_STATE, board_state());
      line->text(PSTR(" stop="));
      put_choice(line, RL_WORDS_STOP_CAUSE, board_stop_cause());
      next = CONSOLE_SHAFT;
      break;
    case CONSOLE_SHAFT:
      put_report(line, report, 0, RL_REPORT_COUNT / 2);
      next = CONSOLE_REST;
      break;
    case CONSOLE_REST: put_report(line, report, RL_REPORT_COUNT / 2, RL_REPORT_COUNT); break;
    case CONSOLE_WORDS:
      line->text(PSTR(" read-only console until a host says HELLO: stat, help"));
      next = CONSOLE_STOP;
      break;
    default: line->text(PSTR(" the stop is two bytes 18 (Ctrl-X twice), at any time")); break;
  }
  line->put('\n');
  return next;
}
