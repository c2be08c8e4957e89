// Sends the battery's voltage at ADC0 against the band gap, and the supply that the band gap against VCC implies, both in
// mV, at each byte that it receives.
#include "pump-chip.h"

ISR(USART_RX_vect) { (void)UDR0; }

static uint16_t converted(uint8_t multiplexer) {
  ADMUX = multiplexer;
  ADCSRA = _BV(ADEN) | _BV(ADSC) | _BV(ADPS2) | _BV(ADPS1);
  while (ADCSRA & _BV(ADSC)) {
  }
  return ADC;
}

int main(void) {
  openLine();
  UCSR0B |= _BV(RXCIE0);
  sei();
  for (;;) {
    sleepIdle();
    sendNumber((uint16_t)(converted(_BV(REFS1) | _BV(REFS0)) * 1100UL * 4 / 1024));
    sendByte(' ');
    sendNumber((uint16_t)(1100UL * 1024 / converted(_BV(REFS0) | 14)));
    sendByte('\n');
  }
}
