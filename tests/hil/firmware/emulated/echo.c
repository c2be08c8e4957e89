// Sends each received line back.
#include "pump-chip.h"

static char line[64];
static volatile uint8_t length;
static volatile uint8_t isWhole;

ISR(USART_RX_vect) {
  const char byte = (char)UDR0;
  if (isWhole) return;
  if (length < sizeof line - 1) line[length++] = byte;
  if (byte != '\n') return;
  line[length] = 0;
  isWhole = 1;
}

int main(void) {
  openLine();
  UCSR0B |= _BV(RXCIE0);
  sei();
  for (;;) {
    sleepIdle();
    if (!isWhole) continue;
    sendText(line);
    length = 0;
    isWhole = 0;
  }
}
