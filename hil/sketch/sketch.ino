// Rollerloop's rig on an Arduino Uno or Nano. It defines main(), so no code of the Arduino core is linked. Timer 0
// therefore does not wake the chip every millisecond, and the receive interrupt is that of avr-uart.cpp, which detects
// stop bytes.

#include <avr/interrupt.h>
#include <avr/sleep.h>
#include <avr/wdt.h>

#include "avr-chip.h"
#include "round.h"

// Sleeps until an interrupt leaves work for the main loop. The check runs with interrupts off, and `sei` takes effect only
// after the sleep instruction, so no interrupt is lost between check and sleep.
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
  SMCR = BIT(SE);  // sleep enabled, mode idle
  sei();
  for (;;) {
    wdt_reset();
    if (!round_run()) sleep_until_woken();
  }
}
