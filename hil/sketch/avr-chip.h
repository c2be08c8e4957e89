// Interface between the files of the chip. Portable files include hardware.h only.

#ifndef ROLLERLOOP_AVR_CHIP_H
#define ROLLERLOOP_AVR_CHIP_H

#include <avr/io.h>

#include "pins.h"

#define BIT(number) static_cast<uint8_t>(1u << (number))

// Called when an interrupt has left work for the main loop.
extern volatile uint8_t chip_woken;

// Sets all outputs to their safe levels at the start.
void chip_outputs_start();
void chip_timer_start();
void chip_uart_start();
void chip_encoder_start();
void chip_dog_start();
// Returns the rl_reset_cause of this start.
uint8_t chip_reset_cause();

// Cuts steps, current and brake. Called by the receive interrupt. It writes registers directly, so that the interrupt
// stays short.
extern volatile uint8_t chip_step_prepared;
__attribute__((always_inline)) static inline void chip_cut_everything() {
  TIMSK1 = static_cast<uint8_t>(TIMSK1 & ~BIT(OCIE1A));
  TCCR1A = static_cast<uint8_t>(TCCR1A & ~(BIT(COM1A1) | BIT(COM1A0)));
  PORTD |= BIT(RIG_EN_BIT);
  PORTD = static_cast<uint8_t>(PORTD & ~(BIT(RIG_COIL1_BIT) | BIT(RIG_COIL2_BIT)));
  PORTB = static_cast<uint8_t>(PORTB & ~(BIT(RIG_COIL3_BIT) | BIT(RIG_COIL4_BIT) | BIT(RIG_BRAKE_BIT)));
  chip_step_prepared = 0;
}

#endif
