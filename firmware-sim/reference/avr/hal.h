// Parts of the hardware layer on an ATmega328P, which its files share.

#ifndef REFERENCE_AVR_HAL_H
#define REFERENCE_AVR_HAL_H

#include <stdint.h>

void avr_clock_start();
void avr_telemetry_start();
// Call these two with interrupts off.
// Returns true if the shaft followed a step since the last call.
bool avr_take_followed();
bool avr_has_telemetry();

#endif
