// A tick of 1 ms by timer 0, as many firmwares have one, and sleep between two ticks. A step every 450 ms: 24 mL a day in a
// pump that makes 8,000 steps for 1 mL.
#include "pump-chip.h"

#define STEP_MS 450

static volatile uint32_t nowMs;

ISR(TIMER0_COMPA_vect) { nowMs += 1; }

int main(void) {
  motorOn();
  OCR0A = 124;
  TCCR0A = _BV(WGM01);
  TCCR0B = _BV(CS01) | _BV(CS00);
  TIMSK0 = _BV(OCIE0A);
  sei();
  uint32_t dueMs = STEP_MS;
  for (;;) {
    sleepIdle();
    cli();
    const uint32_t now = nowMs;
    sei();
    if ((int32_t)(now - dueMs) < 0) continue;
    dueMs += STEP_MS;
    stepMotor();
  }
}
