// The output shaft as the AS5600 sees it: calibrated angle, turns unwrapped, health of chip and magnet.

#ifndef ROLLERLOOP_SHAFT_H
#define ROLLERLOOP_SHAFT_H

#include <stdint.h>

void shaft_reset();
// A reading of STATUS and RAW_ANGLE.
void shaft_read(uint8_t status, uint16_t raw);
void shaft_unreadable();
// The configuration changed: what the next angle differs is not counted as movement.
void shaft_recalibrated();

uint16_t shaft_raw();
int16_t shaft_turn();
bool shaft_encoder_ok();
bool shaft_magnet_ok();
// Encoder counts turned, modulo 2^32, for comparing with the drive over a short way.
int32_t shaft_counts();

// The angle in 4096ths of a turn that a raw one means, by calibration.
uint16_t shaft_calibrated(uint16_t raw);

#endif
