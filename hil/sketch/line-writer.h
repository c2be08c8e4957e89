// Writes one line of the wire into a buffer: header, words, fields, trailer.

#ifndef ROLLERLOOP_LINE_WRITER_H
#define ROLLERLOOP_LINE_WRITER_H

#include "table.h"

struct LineWriter {
  uint8_t* bytes;
  uint8_t count;

  // Writes nothing beyond the longest line. The build refuses a table whose lines do not fit.
  void put(uint8_t byte);
  void text(const char* in_flash);
  void hex(uint32_t value, uint8_t digits);
  void unsigned_number(uint32_t value, uint8_t decimals);
  void number(int32_t value, uint8_t decimals);
  void header(uint8_t start, uint8_t session, uint8_t sequence);
  // Writes ` key=value` for each field of a row. The values have the order of the table.
  void fields(Fields row, const int32_t* values);
  void value(const rl_field& field, int32_t value);
  void trailer();
};

#endif
