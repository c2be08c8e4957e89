// Parses a line of the host: trailer, header, verb, arguments in canonical spelling.

#ifndef ROLLERLOOP_REQUEST_H
#define ROLLERLOOP_REQUEST_H

#include "table.h"

enum FrameFault { FRAME_SOUND = 0, FRAME_LENGTH, FRAME_CRC, FRAME_SHAPE };

struct Request {
  uint8_t session;
  uint8_t sequence;
  uint8_t verb;         // TABLE_WORD_NONE for an unknown verb
  uint8_t fault;        // 0, RL_ERROR_VERB, RL_ERROR_ARG or RL_ERROR_RANGE
  uint8_t fault_index;  // index of the faulty argument
  int32_t args[TABLE_ARGS_MAX];
};

// Checks the frame of `line[0, count)`, without its LF. The trailer's length is checked before the CRC: it detects
// every lost byte.
FrameFault frame_fault(const uint8_t* line, uint8_t count);

// Parses a line whose frame is valid.
void request_read(const uint8_t* line, uint8_t count, Request* out);

#endif
