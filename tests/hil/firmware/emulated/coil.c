// A pulse of 5 ms through the coil every 500 ms, in turn in both directions, by timer 1.
#include <util/delay.h>
#include "pump-chip.h"

ISR(TIMER1_COMPA_vect) {
  static uint8_t isSecond;
  PORTD |= isSecond ? _BV(PD6) : _BV(PD7);
  _delay_ms(5);
  PORTD &= (uint8_t)~(_BV(PD6) | _BV(PD7));
  isSecond = !isSecond;
}

int main(void) {
  DDRD |= _BV(PD6) | _BV(PD7);
  OCR1A = 62499;
  TCCR1B = _BV(WGM12) | _BV(CS11) | _BV(CS10);
  TIMSK1 = _BV(OCIE1A);
  sei();
  for (;;) sleepIdle();
}
