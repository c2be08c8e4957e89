// For contrast, and on no bench: steps made the way a polled loop makes them. Each round looks whether a byte has come,
// checks its line as the sketch does, and looks whether a step is due. 2,000 steps a second on the pin of DIR, which is watched level by level, from power-up.
#include <avr/io.h>
#include <stdint.h>
#include <util/crc16.h>

#define TICKS_PER_STEP 1000 // of half a microsecond
#define LINE_BYTES 60

static uint8_t line[LINE_BYTES];
static volatile uint16_t checked;

static void takeByte(uint8_t byte) {
  static uint8_t length;
  if (byte != '\n' && length < LINE_BYTES) {
    line[length++] = byte;
    return;
  }
  uint16_t crc = 0xFFFF;
  for (uint8_t i = 0; i < length; i += 1) crc = _crc_xmodem_update(crc, line[i]);
  checked = crc;
  length = 0;
}

int main(void) {
  UCSR0A = _BV(U2X0);
  UBRR0 = 16; // 115,200 baud
  UCSR0B = _BV(RXEN0);
  UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
  TCCR1B = _BV(CS11);
  DDRD |= _BV(PD4);
  uint16_t due = TICKS_PER_STEP;
  for (;;) {
    if (UCSR0A & _BV(RXC0)) takeByte(UDR0);
    if ((int16_t)(TCNT1 - due) >= 0) {
      PORTD |= _BV(PD4);
      due += TICKS_PER_STEP;
      PORTD &= (uint8_t)~_BV(PD4);
    }
  }
}
