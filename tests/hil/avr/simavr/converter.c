/* Single conversions of three inputs, the bandgap, a left-adjusted result, and free-running conversions. */
#include "log.h"

static volatile uint8_t running;

ISR(ADC_vect) {
  put(2, TCNT1);
  if (++running == 8) ADCSRA = 0;
}

static uint16_t converted(uint8_t mux) {
  ADMUX = mux;
  ADCSRA |= 1 << ADSC;
  while (ADCSRA & (1 << ADSC)) { }
  return ADC;
}

int main(void) {
  TCCR1B = 1;
  ADCSRA = 1 << ADEN | 7;
  for (uint8_t channel = 0; channel < 3; channel++) put(1, converted((uint8_t)(1 << REFS0 | channel)));
  put(1, converted(1 << REFS0 | 14));
  put(1, converted(1 << REFS0 | 15));
  put(1, converted(1 << REFS0 | 1 << ADLAR | 1) >> 6);
  ADMUX = 1 << REFS0;
  ADCSRB = 0;
  TCNT1 = 0;
  ADCSRA = 1 << ADEN | 1 << ADATE | 1 << ADIE | 1 << ADIF | 1 << ADSC | 6;
  sei();
  while (running < 8) { }
  put(3, ADC);
  for (;;) { }
}
