// One line of a host, taken apart: trailer, header, verb, arguments in their one canonical spelling.

#ifndef ROLLERLOOP_REQUEST_H
#define ROLLERLOOP_REQUEST_H

#include "table.h"

enum FrameFault { FRAME_SOUND = 0, FRAME_LENGTH, FRAME_CRC, FRAME_SHAPE };

struct Request {
  uint8_t session;
  uint8_t sequence;
  uint8_t verb;         // TABLE_WORD_NONE where the table has none
  uint8_t fault;        // 0, RL_ERROR_VERB, RL_ERROR_ARG or RL_ERROR_RANGE
  uint8_t fault_index;  // of the argument
  int32_t args[TABLE_ARGS_MAX];
};

// What is wrong with `line[0, count)`, without its LF. Length before CRC: it makes a lost byte certain to be seen.
FrameFault frame_fault(const uint8_t* line, uint8_t count);

// Expects a sound frame.
void request_read(const uint8_t* line, uint8_t count, Request* out);

#endif
