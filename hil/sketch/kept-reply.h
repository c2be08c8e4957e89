// Last request of the session and its reply. A repeated request gets the kept reply and is not executed again.

#ifndef ROLLERLOOP_KEPT_REPLY_H
#define ROLLERLOOP_KEPT_REPLY_H

#include "line-assembler.h"

struct KeptReply {
  uint8_t request[LINE_BYTES_MAX];
  uint8_t request_count;
  uint8_t bytes[RL_REPLY_BYTES_MAX];
  uint8_t count;
  uint8_t last_sequence;

  // A session begins.
  void reset();
  uint8_t next_sequence() const;
  bool answers(const LineAssembler& line) const;
  // Notes the line that `bytes` and `count` answer.
  void keep(const LineAssembler& line, uint8_t sequence);
};

#endif
