#include "error-queue.h"

#include <string.h>

static struct {
  uint8_t number[RL_ERRORS_QUEUED_MAX];
  uint8_t sequence[RL_ERRORS_QUEUED_MAX];
  uint8_t count;
  bool overflowed;
} errors;

void errors_reset() { memset(&errors, 0, sizeof errors); }

void errors_keep(uint8_t number, uint8_t sequence) {
  if (errors.count == RL_ERRORS_QUEUED_MAX) {
    errors.overflowed = true;
    return;
  }
  errors.number[errors.count] = number;
  errors.sequence[errors.count++] = sequence;
}

void errors_take(int32_t* reply) {
  const bool any = errors.count > 0;
  reply[0] = any ? errors.number[0] : 0;
  reply[1] = any ? errors.sequence[0] : 0;
  if (any) {
    errors.count--;
    memmove(errors.number, errors.number + 1, errors.count);
    memmove(errors.sequence, errors.sequence + 1, errors.count);
  }
  reply[2] = errors.count;
  reply[3] = errors.overflowed;
  errors.overflowed = false;
}
