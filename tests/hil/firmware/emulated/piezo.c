// A tone of 4 kHz by the compare output of timer 1 for a second, half a second of silence, then 1 kHz by toggles in the
// program for a second.
#include <util/delay.h>
#include "pump-chip.h"

EMPTY_INTERRUPT(INT0_vect)

int main(void) {
  _delay_ms(100);
  DDRB |= _BV(PB1);
  OCR1A = F_CPU / 8000 - 1;
  TCCR1A = _BV(COM1A0);
  TCCR1B = _BV(WGM12) | _BV(CS10);
  _delay_ms(1000);
  TCCR1A = 0;
  TCCR1B = 0;
  PORTB &= (uint8_t)~_BV(PB1);
  _delay_ms(500);
  for (uint16_t i = 0; i < 2000; i += 1) {
    PINB = _BV(PB1);
    _delay_us(498);
  }
  EICRA = _BV(ISC01) | _BV(ISC00);
  EIMSK = _BV(INT0);
  sei();
  for (;;) sleepIdle();
}
