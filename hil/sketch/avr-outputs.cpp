#ifdef __AVR__
#include <avr/interrupt.h>

#include "avr-chip.h"
#include "config.h"
#include "hardware.h"
#include "homing.h"

static const uint8_t coils_d = BIT(RIG_COIL1_BIT) | BIT(RIG_COIL2_BIT);
static const uint8_t coils_b = BIT(RIG_COIL3_BIT) | BIT(RIG_COIL4_BIT);

void chip_outputs_start() {
  PORTD = BIT(RIG_EN_BIT) | BIT(0);  // EN high: no current; a pull-up keeps an open RX line idle
  DDRD = BIT(RIG_DIR_BIT) | BIT(RIG_EN_BIT) | BIT(RIG_PIEZO_BIT) | coils_d;
  PORTB = 0;
  DDRB = BIT(RIG_STEP_BIT) | BIT(RIG_BRAKE_BIT) | coils_b;
  PRR = BIT(PRTIM0) | BIT(PRSPI);
  ACSR = BIT(ACD);
}

void hw_configure() {
  Atomic atomic;
  if (config_part(PART_INDEX)) {
    PORTD |= BIT(RIG_INDEX_BIT);
    EICRA = config_option(OPTION_INDEX_HIGH) ? BIT(ISC01) | BIT(ISC00) : BIT(ISC01);
    EIFR = BIT(INTF0);
    EIMSK = BIT(INT0);
  } else {
    EIMSK = 0;
  }
}

void hw_direction(bool high) {
  if (high) PORTD |= BIT(RIG_DIR_BIT);
  else PORTD = static_cast<uint8_t>(PORTD & ~BIT(RIG_DIR_BIT));
}

void hw_driver(bool on) {
  if (on) PORTD = static_cast<uint8_t>(PORTD & ~BIT(RIG_EN_BIT));
  else PORTD |= BIT(RIG_EN_BIT);
}

void hw_coils(uint8_t pattern) {
  uint8_t d = 0;
  uint8_t b = 0;
  if ((pattern & 1) != 0) d |= BIT(RIG_COIL1_BIT);
  if ((pattern & 2) != 0) d |= BIT(RIG_COIL2_BIT);
  if ((pattern & 4) != 0) b |= BIT(RIG_COIL3_BIT);
  if ((pattern & 8) != 0) b |= BIT(RIG_COIL4_BIT);
  PORTD = static_cast<uint8_t>((PORTD & ~coils_d) | d);
  PORTB = static_cast<uint8_t>((PORTB & ~coils_b) | b);
}

void hw_brake_level(bool on) {
  Atomic atomic;
  if (on && !hw_stop_seen()) PORTB |= BIT(RIG_BRAKE_BIT);
  else PORTB = static_cast<uint8_t>(PORTB & ~BIT(RIG_BRAKE_BIT));
}

// Starts a tone: timer 2 toggles OC2B in hardware, with its fastest clock that can divide down to the tone.
void hw_sound(uint16_t hz) {
  static const uint8_t last_clock = 7;
  if (hz == 0) {
    TCCR2A = 0;
    TCCR2B = 0;
    return;
  }
  const uint32_t half_cycles = F_CPU / 2 / hz;
  uint8_t clock = 2;      // CS2 bits
  uint8_t divided_by = 3;  // log2 of the divider: 8, 32, 64, 128, 256, 1024
  while ((half_cycles >> divided_by) > 256 && clock < last_clock) {
    clock++;
    divided_by = static_cast<uint8_t>(divided_by + (clock == 3 || clock == last_clock ? 2 : 1));
  }
  OCR2A = static_cast<uint8_t>((half_cycles >> divided_by) - 1);
  OCR2B = 0;
  TCNT2 = 0;
  TCCR2A = BIT(COM2B0) | BIT(WGM21);
  TCCR2B = clock;
}

void hw_make_safe() {
  {
    Atomic atomic;
    hw_step_cancel();
    chip_cut_everything();
  }
  hw_sound(0);
}

ISR(INT0_vect) {
  homing_index();
  chip_woken = 1;
}
#endif
