/*
 * Sleeps in each mode in turn. Timer 2 on its crystal, the watchdog, pin changes, the converter and EEPROM writes wake the
 * chip. The counts of timers 1 and 2 tell when.
 */
#include <avr/sleep.h>
#include <avr/wdt.h>
#include "log.h"

ISR(TIMER2_OVF_vect) { put(1, TCNT1); }
ISR(WDT_vect) { put(2, TCNT2); }
ISR(PCINT1_vect) { put(3, TCNT2); }
ISR(ADC_vect) { put(4, ADC); }
ISR(EE_READY_vect) {
  put(5, TCNT2);
  EECR &= (uint8_t)~(1 << EERIE);
}

static const uint8_t modes[] = {SLEEP_MODE_PWR_SAVE, SLEEP_MODE_PWR_DOWN, SLEEP_MODE_ADC, SLEEP_MODE_STANDBY, SLEEP_MODE_IDLE};

static void start_write(uint8_t value) {
  while (EECR & (1 << EEPE)) { }
  EEAR = value;
  EEDR = value;
  cli();
  EECR |= 1 << EEMPE;
  EECR |= 1 << EEPE;
  EECR |= 1 << EERIE;
  sei();
}

int main(void) {
  ASSR = 1 << AS2;
  TCCR2B = 1;
  while (ASSR & 0x1F) { }
  TIMSK2 = 1 << TOIE2;
  TCCR1B = 3;
  PCMSK1 = 2;
  PCICR = 2;
  ADMUX = 1 << REFS0;
  ADCSRA = 1 << ADEN | 1 << ADIE | 7;
  WDTCSR = 1 << WDCE | 1 << WDE;
  WDTCSR = 1 << WDIE | 1;
  sei();
  for (uint8_t turn = 0;; turn++) {
    if (turn % 4 == 0) start_write(turn);
    OCR2A = turn; /* waits for an edge of the crystal, as firmware does before it sleeps again */
    while (ASSR & 0x1F) { }
    set_sleep_mode(modes[turn % 5]);
    sleep_mode();
    put(6, TCNT1);
  }
}
