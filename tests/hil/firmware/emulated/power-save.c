// A step every 500 ms by timer 2 on its crystal of 32,768 Hz, in power-save. The receiver is deaf there: a change at its pin
// wakes the chip, which then stays awake for 20 ms and answers a line with the number of its steps.
#include <util/delay.h>
#include "pump-chip.h"

static volatile uint16_t steps;
static volatile uint8_t isCalled;

ISR(TIMER2_COMPA_vect) {
  stepMotor();
  steps += 1;
}

ISR(PCINT2_vect) { isCalled = 1; }

static void answer(void) {
  for (uint16_t us = 0; us < 20000; us += 100) {
    _delay_us(100);
    if (!(UCSR0A & _BV(RXC0))) continue;
    us = 0;
    if (UDR0 != '\n') continue;
    sendNumber(steps);
    UCSR0A |= _BV(TXC0);
    sendByte('\n');
    while (!(UCSR0A & _BV(TXC0))) {
    }
    break;
  }
  isCalled = 0;
}

int main(void) {
  motorOn();
  openLine();
  ASSR = _BV(AS2);
  OCR2A = 63;
  TCCR2A = _BV(WGM21);
  TCCR2B = _BV(CS22) | _BV(CS21); // 32,768 Hz / 256: 128 ticks a second
  while (ASSR & (_BV(TCN2UB) | _BV(OCR2AUB) | _BV(TCR2AUB) | _BV(TCR2BUB))) {
  }
  TIMSK2 = _BV(OCIE2A);
  PCMSK2 = _BV(PCINT16);
  PCICR = _BV(PCIE2);
  set_sleep_mode(SLEEP_MODE_PWR_SAVE);
  sei();
  for (;;) {
    // The interrupt flag needs a tick of the crystal before the next sleep (data sheet 18.9).
    TCCR2A = _BV(WGM21);
    while (ASSR & _BV(TCR2AUB)) {
    }
    sleep_mode();
    if (isCalled) answer();
  }
}
