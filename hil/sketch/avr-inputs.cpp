// Analog inputs: the sum of four conversions. Each conversion starts at the end of the previous one.
#ifdef __AVR__
#include <avr/interrupt.h>

#include "avr-chip.h"
#include "hardware.h"

static const uint8_t conversions = 4;
static const uint8_t settling = 4;  // conversions dropped while the band-gap reference settles
static const uint8_t band_gap_channel = 0x0E;
static const uint32_t band_gap_mv = 1100;

static volatile uint8_t left;
static volatile uint16_t total;

void hw_input_read(HwInput input) {
  ADMUX = static_cast<uint8_t>(BIT(REFS0) | (input == HW_INPUT_FIELD ? RIG_FIELD_ADC_CHANNEL : band_gap_channel));
  total = 0;
  left = static_cast<uint8_t>(conversions + (input == HW_INPUT_FIELD ? 0 : settling));
  ADCSRA = BIT(ADEN) | BIT(ADSC) | BIT(ADIE) | BIT(ADPS2) | BIT(ADPS1) | BIT(ADPS0);
}

ISR(ADC_vect) {
  const uint16_t value = ADC;
  if (left <= conversions) total = static_cast<uint16_t>(total + value);
  left = static_cast<uint8_t>(left - 1);
  if (left != 0) {
    ADCSRA |= BIT(ADSC);
  } else {
    ADCSRA = 0;
    chip_woken = 1;
  }
}

HwJob hw_input_job(uint16_t* sum) {
  if (left != 0) return HW_JOB_RUNNING;
  *sum = total;
  return HW_JOB_DONE;
}

uint16_t hw_supply_mv(uint16_t sum) {
  return sum == 0 ? 0 : static_cast<uint16_t>(band_gap_mv * 1024 * conversions / sum);
}
#endif
