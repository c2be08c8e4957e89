// Rollerloop's rig on an Arduino Uno or Nano. It has a main() of its own, so nothing of the Arduino core is linked: no
// timer 0 that wakes the chip every millisecond, no receive interrupt but the one that knows the stop bytes.

#include <avr/interrupt.h>
#include <avr/sleep.h>
#include <avr/wdt.h>

#include "avr-chip.h"
#include "round.h"

// What came between the look and the sleep would be slept over: interrupts are let in by the sleep itself. One that has
// left no work for the main loop is followed by the next sleep.
static void sleep_until_woken() {
  cli();
  while (!chip_woken) {
    sei();
    sleep_cpu();
    cli();
  }
  chip_woken = 0;
  sei();
}

int main() {
  chip_outputs_start();
  chip_timer_start();
  chip_uart_start();
  chip_encoder_start();
  round_start(chip_reset_cause());
  chip_dog_start();
  SMCR = BIT(SE);  // sleep is allowed, and idle
  sei();
  for (;;) {
    wdt_reset();
    if (!round_run()) sleep_until_woken();
  }
}
