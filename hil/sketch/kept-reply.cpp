#include "kept-reply.h"

#include <string.h>

void KeptReply::reset() { request_count = last_sequence = 0; }

uint8_t KeptReply::next_sequence() const { return static_cast<uint8_t>(last_sequence + 1); }

bool KeptReply::answers(const LineAssembler& line) const {
  return request_count == line.count && memcmp(request, line.bytes, line.count) == 0;
}

void KeptReply::keep(const LineAssembler& line, uint8_t sequence) {
  request_count = line.count;
  memcpy(request, line.bytes, line.count);
  last_sequence = sequence;
}
