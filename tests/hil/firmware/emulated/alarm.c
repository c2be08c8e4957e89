// A tone of 4 kHz for ever by the compare output of timer 1, while the chip sleeps.
#include "pump-chip.h"

int main(void) {
  DDRB |= _BV(PB1);
  OCR1A = F_CPU / 8000 - 1;
  TCCR1A = _BV(COM1A0);
  TCCR1B = _BV(WGM12) | _BV(CS10);
  sei();
  for (;;) sleepIdle();
}
