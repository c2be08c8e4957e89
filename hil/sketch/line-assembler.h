// Assembles bytes into lines in bounded memory. LF or CR ends a line. `>` always starts a new one.

#ifndef ROLLERLOOP_LINE_ASSEMBLER_H
#define ROLLERLOOP_LINE_ASSEMBLER_H

#include "vocabulary.h"

#define LINE_BYTES_MAX (RL_REQUEST_BYTES_MAX - 1)

enum LineNews { LINE_NOTHING, LINE_WHOLE, LINE_OVERLONG };

struct LineAssembler {
  uint8_t bytes[LINE_BYTES_MAX];
  uint8_t count;
  bool discarding;
  bool whole;      // the line is complete and stays until `reset`
  bool stop_half;  // the last byte was one stop byte

  void reset();
  LineNews push(uint8_t byte);
};

#endif
