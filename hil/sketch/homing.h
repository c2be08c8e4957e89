// HOME: turns forward to the index, at most one turn. The index is the Hall switch, or the encoder's zero without one.

#ifndef ROLLERLOOP_HOMING_H
#define ROLLERLOOP_HOMING_H

#include "board.h"
#include "motion.h"

void homing_reset();
bool homing_possible();
bool homing_active();
// Computes the segment that searches for the index, at the rate of a whole turn in `ms`.
Answer homing_plan(uint16_t ms, Segment* segment);
void homing_begin();
// Returns, after the segment, whether the index was found.
bool homing_ended(int32_t at_steps);

// Returns the number of index passes since the start, modulo 65536.
uint16_t homing_index_count();
// Called in the index interrupt.
void homing_index();

#endif
