/* Input captures by both edges. */
#include "log.h"

ISR(TIMER1_CAPT_vect) {
  put(1, ICR1);
  TCCR1B ^= 1 << ICES1;
  TIFR1 = 1 << ICF1;
}

int main(void) {
  TIMSK1 = 1 << ICIE1;
  TCCR1B = 1 << ICES1 | 3;
  sei();
  for (;;) { }
}
