// HOME turns forward to the index, by at most one turn. The index is the Hall switch. Without that part it is the
// encoder's zero.

#ifndef ROLLERLOOP_HOMING_H
#define ROLLERLOOP_HOMING_H

#include "board.h"
#include "motion.h"

void homing_reset();
bool homing_possible();
bool homing_active();
// Computes the segment that searches for the index. Its rate is a whole turn in `ms`.
Answer homing_plan(uint16_t ms, Segment* segment);
void homing_begin();
// Called after the segment. Returns whether the index was found.
bool homing_ended(int32_t at_steps);

// Returns the number of index passes since the start, modulo 65536.
uint16_t homing_index_count();
// Called in the index interrupt.
void homing_index();

#endif
