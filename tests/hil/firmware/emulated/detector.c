// Sends the cause of its start, then sleeps in power-down without the brown-out detector. The watchdog wakes it each second.
#include <avr/wdt.h>
#include "pump-chip.h"

EMPTY_INTERRUPT(WDT_vect)

int main(void) {
  openLine();
  sendNumber(MCUSR);
  sendByte('\n');
  MCUSR = 0;
  while (!(UCSR0A & _BV(TXC0))) {
  }
  wdt_reset();
  WDTCSR = _BV(WDCE) | _BV(WDE);
  WDTCSR = _BV(WDIE) | _BV(WDP2) | _BV(WDP1);
  set_sleep_mode(SLEEP_MODE_PWR_DOWN);
  sleep_enable();
  for (;;) {
    cli();
    sleep_bod_disable();
    sei();
    sleep_cpu();
  }
}
