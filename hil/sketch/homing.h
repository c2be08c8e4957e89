// HOME: forward to the index, one turn at most. The index is the Hall switch, or where there is none the encoder's zero.

#ifndef ROLLERLOOP_HOMING_H
#define ROLLERLOOP_HOMING_H

#include "board.h"
#include "motion.h"

void homing_reset();
bool homing_possible();
bool homing_active();
// A whole turn in `ms`; the segment that will look for the index.
Answer homing_plan(uint16_t ms, Segment* segment);
void homing_begin();
// After the segment: true where the index was found there.
bool homing_ended(int32_t at_steps);

// Passes of the index since the start, modulo 65536.
uint16_t homing_index_count();
// In the index interrupt.
void homing_index();

#endif
