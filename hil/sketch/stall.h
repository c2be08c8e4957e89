// Stall modes. They impose the effect of a magnet by means of outputs and drive.

#ifndef ROLLERLOOP_STALL_H
#define ROLLERLOOP_STALL_H

#include <stdint.h>

void stall_reset();
// rl_stall_mode
uint8_t stall_mode();
void stall_set(uint8_t mode);
bool stall_possible(uint8_t mode);

bool stall_energised();
void stall_energise(bool on);

// Pushes the shaft without counting the steps. A push that begins before the end of the previous one adds to it.
void stall_push(int32_t steps);
bool stall_pushing();
void stall_drop_push();
// Makes the steps of a push that are due.
void stall_poll();
bool stall_next_due(uint32_t* due_us);

#endif
