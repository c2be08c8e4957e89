// A tick of 1 ms by timer 0, as many firmwares have one: counters, a look at the buttons of time, and sleep. A step every
// 3.6 s: 24 mL a day in a pump of 1 uL for 1 step is the order of magnitude.
#include "pump-chip.h"

static volatile uint32_t nowMs;

ISR(TIMER0_COMPA_vect) { nowMs += 1; }

int main(void) {
  motorOn();
  OCR0A = 124;
  TCCR0A = _BV(WGM01);
  TCCR0B = _BV(CS01) | _BV(CS00);
  TIMSK0 = _BV(OCIE0A);
  sei();
  uint32_t dueMs = 3600;
  for (;;) {
    sleepIdle();
    cli();
    const uint32_t now = nowMs;
    sei();
    if ((int32_t)(now - dueMs) < 0) continue;
    dueMs += 3600;
    stepMotor();
  }
}
