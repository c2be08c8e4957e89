// The output shaft as the AS5600 sees it: calibrated angle, unwrapped turns, health of chip and magnet.

#ifndef ROLLERLOOP_SHAFT_H
#define ROLLERLOOP_SHAFT_H

#include <stdint.h>

void shaft_reset();
// Processes a reading of STATUS and RAW_ANGLE.
void shaft_read(uint8_t status, uint16_t raw);
void shaft_unreadable();
// Notes a changed configuration. The step to the next angle then does not count as movement.
void shaft_recalibrated();

uint16_t shaft_raw();
int16_t shaft_turn();
bool shaft_encoder_ok();
bool shaft_magnet_ok();
// Returns the encoder counts turned, modulo 2^32. Used to compare with the drive over a short motion.
int32_t shaft_counts();

// Converts a raw angle to the calibrated one, in 4096ths of a turn.
uint16_t shaft_calibrated(uint16_t raw);

#endif
