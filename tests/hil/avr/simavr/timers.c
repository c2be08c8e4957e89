/* Overflows of timer 0, compare matches of timer 1 cleared at OCR1A, and of timer 2 cleared at OCR2A. Their prescalers
   start together, as simavr's do. */
#include "log.h"

ISR(TIMER0_OVF_vect) { put(1, TCNT1); }
ISR(TIMER1_COMPA_vect) { put(2, TCNT0); }
ISR(TIMER1_COMPB_vect) { put(3, TCNT0); }
ISR(TIMER2_COMPA_vect) { put(4, TCNT1); }

int main(void) {
  OCR1A = 30000;
  OCR1B = 12345;
  OCR2A = 200;
  TIMSK0 = 1 << TOIE0;
  TIMSK1 = 1 << OCIE1A | 1 << OCIE1B;
  TIMSK2 = 1 << OCIE2A;
  GTCCR = 1 << TSM | 1 << PSRASY | 1 << PSRSYNC;
  TCCR0B = 5;
  TCCR2A = 1 << WGM21;
  TCCR2B = 7;
  TCCR1B = 1 << WGM12 | 2;
  GTCCR = 0;
  sei();
  for (;;) { }
}
