/* Analogue comparator against AIN0, then against the bandgap. */
#include "log.h"

ISR(ANALOG_COMP_vect) { put(ACSR & (1 << ACO) ? 1 : 2, TCNT1); }

int main(void) {
  TCCR1B = 3;
  ACSR = 1 << ACIE;
  sei();
  while (TCNT1 < 5000) { }
  ACSR = 1 << ACBG | 1 << ACIE;
  for (;;) { }
}
