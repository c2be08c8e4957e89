/* INT0 by changes, falling and rising edges, INT1 by rising edges, pin changes at PD4 and PC1. Timer 1 times them. */
#include "log.h"

ISR(INT0_vect) { put(1, TCNT1); }
ISR(INT1_vect) { put(2, TCNT1); }
ISR(PCINT2_vect) { put(3, TCNT1); }
ISR(PCINT1_vect) { put(4, TCNT1); }

int main(void) {
  TCCR1B = 3; /* 64 cycles */
  PCMSK2 = 1 << 4;
  PCMSK1 = 1 << 1;
  PCICR = 6;
  sei();
  for (uint8_t sense = 1; sense < 4; sense++) {
    EICRA = (uint8_t)(0x0C | sense);
    EIFR = 3;
    EIMSK = 3;
    while (TCNT1 < sense * 3000u) { }
  }
  for (;;) { }
}
