// The wire's table in flash: the rows, without their execution. X-macros build it from the vocabulary.

#ifndef ROLLERLOOP_TABLE_H
#define ROLLERLOOP_TABLE_H

#include "vocabulary.h"

#define TABLE_ARGS_MAX RL_ROW_FIELDS_MAX
#define TABLE_WORD_NONE 0xFF

// Fields of one row, in flash.
struct Fields {
  const rl_field* list;
  uint8_t count;
};

struct VerbRow {
  const char* word;
  Fields args;
  Fields reply;
  uint8_t states;
  uint8_t narrowed_arg;
  uint8_t narrowed_count;
  const int32_t* narrowed;
};

struct EventRow {
  const char* word;
  Fields fields;
};

struct ErrorRow {
  const char* word;
  Fields fields;
  uint8_t number;
  uint8_t has_report;
};

VerbRow table_verb(uint8_t verb);
EventRow table_event(uint8_t event);
ErrorRow table_error(uint8_t number);
Fields table_report();
rl_field table_field(Fields fields, uint8_t index);

// Returns word `code` of a list in flash; nullptr beyond its end.
const char* table_word(uint8_t list, uint8_t code);
const char* table_report_name(uint8_t index);

// Returns the verb spelled in `text[0, count)`, or TABLE_WORD_NONE.
uint8_t table_find_verb(const uint8_t* text, uint8_t count);

#endif
