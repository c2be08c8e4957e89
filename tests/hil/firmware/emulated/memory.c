// Sends the cause of its start and the first four bytes of the EEPROM, then writes 0x11, 0x22, 0x33, 0x44 over them.
#include <avr/eeprom.h>
#include "pump-chip.h"

EMPTY_INTERRUPT(INT0_vect)

int main(void) {
  openLine();
  sendNumber(MCUSR);
  MCUSR = 0;
  for (uint8_t i = 0; i < 4; i += 1) {
    sendByte(' ');
    sendNumber(eeprom_read_byte((uint8_t *)(uint16_t)i));
  }
  sendByte('\n');
  for (uint8_t i = 0; i < 4; i += 1) eeprom_write_byte((uint8_t *)(uint16_t)i, (uint8_t)(0x11 * (i + 1)));
  EICRA = _BV(ISC01) | _BV(ISC00);
  EIMSK = _BV(INT0);
  sei();
  for (;;) sleepIdle();
}
