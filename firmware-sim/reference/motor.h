// The motor: commands steps and counts those that the shaft followed.

#ifndef REFERENCE_MOTOR_H
#define REFERENCE_MOTOR_H

#include <stdint.h>

void motor_start();
// Makes one step now.
void motor_step(uint64_t now_us);
// Steps commanded since the start.
uint32_t motor_commanded();

// Looks at the slip sensor after each step. Returns true once a motor stall or its recovery has been decided.
bool motor_look(uint64_t now_us);
// True from the decision that the motor stalled to the decision that it turns again.
bool motor_is_stalled();
// Time of the next look; UINT64_MAX without one.
uint64_t motor_due_us();

#endif
