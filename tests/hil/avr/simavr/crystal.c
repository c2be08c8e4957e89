/* Timer 2 on its crystal: compare matches and overflows, with their busy flags awaited. */
#include "log.h"

ISR(TIMER2_COMPA_vect) { put(1, TCNT1); }
ISR(TIMER2_OVF_vect) { put(2, TCNT1); }

int main(void) {
  ASSR = 1 << AS2;
  TCNT2 = 0;
  OCR2A = 99;
  TCCR2A = 0;
  TCCR2B = 2; /* 8 periods of the crystal */
  while (ASSR & 0x1F) { }
  TIFR2 = 7;
  TIMSK2 = 1 << OCIE2A | 1 << TOIE2;
  TCCR1B = 5; /* 1024 cycles */
  TCNT1 = 0;
  sei();
  for (;;) { }
}
