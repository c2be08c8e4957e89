#include "table.h"

#include "flash.h"

#define VERB_ROWS(name)                                                         \
  static const char verb_word_##name[] PROGMEM = #name;                         \
  static const rl_field verb_args_##name[] PROGMEM = RL_##name##_ARGS;          \
  static const rl_field verb_reply_##name[] PROGMEM = RL_##name##_REPLY;        \
  static const int32_t verb_narrowed_##name[] PROGMEM = RL_##name##_WHEN_STOPPED;
RL_EVERY_VERB(VERB_ROWS)

#define VERB_ROW(name)                                                                                      \
  {verb_word_##name,                                                                                        \
   {verb_args_##name, RL_##name##_ARGS_COUNT},                                                              \
   {verb_reply_##name, RL_##name##_REPLY_COUNT},                                                            \
   RL_##name##_STATES,                                                                                      \
   RL_##name##_WHEN_STOPPED_ARG,                                                                            \
   RL_##name##_WHEN_STOPPED_COUNT,                                                                          \
   verb_narrowed_##name},
static const VerbRow verb_rows[] PROGMEM = {RL_EVERY_VERB(VERB_ROW)};
static const uint8_t verb_count = sizeof verb_rows / sizeof verb_rows[0];

#define ARGS_FIT(name) static_assert(RL_##name##_ARGS_COUNT <= TABLE_ARGS_MAX && RL_##name##_REPLY_COUNT <= TABLE_ARGS_MAX, #name);
RL_EVERY_VERB(ARGS_FIT)

#define EVENT_ROWS(name)                                \
  static const char event_word_##name[] PROGMEM = #name; \
  static const rl_field event_fields_##name[] PROGMEM = RL_EVENT_##name##_FIELDS;
RL_EVERY_EVENT(EVENT_ROWS)
#define EVENT_ROW(name) {event_word_##name, {event_fields_##name, RL_EVENT_##name##_FIELDS_COUNT}},
static const EventRow event_rows[] PROGMEM = {RL_EVERY_EVENT(EVENT_ROW)};

#define ERROR_ROWS(name)                                \
  static const char error_word_##name[] PROGMEM = #name; \
  static const rl_field error_fields_##name[] PROGMEM = RL_ERROR_##name##_FIELDS;
RL_EVERY_ERROR(ERROR_ROWS)
#define ERROR_ROW(name) \
  {error_word_##name, {error_fields_##name, RL_ERROR_##name##_FIELDS_COUNT}, RL_ERROR_##name, RL_ERROR_##name##_HAS_REPORT},
static const ErrorRow error_rows[] PROGMEM = {RL_EVERY_ERROR(ERROR_ROW)};

static const rl_field report_fields[] PROGMEM = RL_REPORT;
static const char report_names[] PROGMEM = RL_REPORT_NAMES "\0";

#define WORD_LIST(name, words) static const char words_##name[] PROGMEM = words "\0";
RL_EVERY_WORD_LIST(WORD_LIST)
#define WORD_LIST_ROW(name, words) words_##name,
static const char* const word_lists[] PROGMEM = {RL_EVERY_WORD_LIST(WORD_LIST_ROW)};

VerbRow table_verb(uint8_t verb) { return flash_read(&verb_rows[verb]); }
EventRow table_event(uint8_t event) { return flash_read(&event_rows[event]); }
Fields table_report() { return {report_fields, RL_REPORT_COUNT}; }
rl_field table_field(Fields fields, uint8_t index) { return flash_read(&fields.list[index]); }

ErrorRow table_error(uint8_t number) {
  uint8_t at = 0;
  while (pgm_read_byte(&error_rows[at].number) != number) at++;
  return flash_read(&error_rows[at]);
}

// Returns word `index` of a list, or nullptr. A zero byte ends each word, and another one ends the list.
static const char* nth_word(const char* words, uint8_t index) {
  for (; index > 0 && pgm_read_byte(words) != 0; index--) {
    while (pgm_read_byte(words) != 0) words++;
    words++;
  }
  return pgm_read_byte(words) == 0 ? nullptr : words;
}

const char* table_word(uint8_t list, uint8_t code) { return nth_word(flash_read(&word_lists[list]), code); }
const char* table_report_name(uint8_t index) { return nth_word(report_names, index); }

uint8_t table_find_verb(const uint8_t* text, uint8_t count) {
  for (uint8_t verb = 0; verb < verb_count; verb++) {
    if (flash_spells(flash_read(&verb_rows[verb].word), text, count)) return verb;
  }
  return TABLE_WORD_NONE;
}
