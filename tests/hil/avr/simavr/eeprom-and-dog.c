/* Times of EEPROM writes, the EEPROM's interrupt, reads back, and an interrupt of the watchdog. */
#include <avr/wdt.h>
#include "log.h"

ISR(EE_READY_vect) {
  put(3, TCNT1);
  EECR = 0;
}
ISR(WDT_vect) {
  put(4, TCNT1);
  wdt_disable();
}

static void start_write(uint16_t address, uint8_t value) {
  EEAR = address;
  EEDR = value;
  cli();
  EECR |= 1 << EEMPE;
  EECR |= 1 << EEPE;
  sei();
}

static uint8_t read_back(uint16_t address) {
  EEAR = address;
  EECR |= 1 << EERE;
  return EEDR;
}

int main(void) {
  TCCR1B = 4; /* 256 cycles */
  sei();
  put(1, read_back(5));
  start_write(5, 0xA5);
  EECR |= 1 << EERIE;
  while (EECR & (1 << EERIE)) { }
  put(2, read_back(5));
  start_write(1023, 0x3C);
  EECR |= 1 << EERIE;
  while (EECR & (1 << EERIE)) { }
  put(2, read_back(1023));
  cli();
  TCNT1 = 0;
  wdt_reset();
  WDTCSR = 1 << WDCE | 1 << WDE;
  WDTCSR = 1 << WDIE | 2; /* 64 ms */
  sei();
  for (;;) { }
}
