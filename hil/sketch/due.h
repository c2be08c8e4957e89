// Times in microseconds modulo 2^32. Finds the earliest of several due times.

#ifndef ROLLERLOOP_DUE_H
#define ROLLERLOOP_DUE_H

#include <stdint.h>

static inline bool is_due(uint32_t due_us, uint32_t now_us) { return static_cast<int32_t>(now_us - due_us) >= 0; }

struct Earliest {
  uint32_t us;
  bool any;

  void take(uint32_t candidate_us) {
    if (!any || static_cast<int32_t>(candidate_us - us) < 0) us = candidate_us;
    any = true;
  }
};

#endif
