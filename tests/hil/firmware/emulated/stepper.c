// A step every 250 ms by timer 1 (8 MHz / 64: 31,250 ticks), and sleep between. It counts the pulses at SENSE and sends
// both counts at every hundredth step.
#include "pump-chip.h"

static volatile uint16_t commanded;
static volatile uint16_t followed;

ISR(TIMER1_COMPA_vect) {
  stepMotor();
  commanded += 1;
}

ISR(INT0_vect) { followed += 1; }

int main(void) {
  motorOn();
  openLine();
  EICRA = _BV(ISC01) | _BV(ISC00);
  EIMSK = _BV(INT0);
  OCR1A = 31249;
  TCCR1B = _BV(WGM12) | _BV(CS11) | _BV(CS10);
  TIMSK1 = _BV(OCIE1A);
  sei();
  for (uint16_t told = 0;;) {
    sleepIdle();
    if (commanded < told + 100) continue;
    told = commanded;
    sendNumber(commanded);
    sendByte(' ');
    sendNumber(followed);
    sendByte('\n');
  }
}
