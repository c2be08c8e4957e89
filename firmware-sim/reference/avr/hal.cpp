// pump_hal.h on an ATmega328P with a crystal of 8 MHz: motor driver, slip sensor, piezo, EEPROM, reset cause, battery.
// firmware.json has the same pins.

#include "hal.h"

#include <avr/eeprom.h>
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/wdt.h>
#include <util/atomic.h>
#include <util/delay.h>

#include "pump_hal.h"

static const uint8_t sense_pin = _BV(PD2);
static const uint8_t step_pin = _BV(PD3);
static const uint8_t enable_pin = _BV(PD5);
static const uint8_t piezo_pin = _BV(PD6);
// Width of a step pulse, enough for any driver (assumed).
static const uint8_t step_pulse_us = 5;
// Tone by timer 0: 8 MHz / 64, and the pin changes twice in a period. Any tone of 250 Hz or more fits.
static const uint16_t tone_clock_hz = 62500;
static const uint16_t bandgap_mv = 1100;

static uint8_t reset_flags __attribute__((section(".noinit")));
static volatile uint32_t followed;
static volatile bool has_followed;

// Runs before main: a watchdog that has reset the chip is still on.
static void keep_reset_flags() __attribute__((naked, used, section(".init3")));
static void keep_reset_flags() {
  reset_flags = MCUSR;
  MCUSR = 0;
  wdt_disable();
}

static void start() __attribute__((constructor));
static void start() {
  DDRD = step_pin | enable_pin | piezo_pin;
  EICRA = _BV(ISC01) | _BV(ISC00);  // rising edge of SENSE
  EIMSK = _BV(INT0);
  PRR = _BV(PRTWI) | _BV(PRTIM2) | _BV(PRSPI) | _BV(PRADC);
  avr_clock_start();
  avr_telemetry_start();
  sei();
}

ISR(INT0_vect) {
  followed++;
  has_followed = true;
}

bool avr_take_followed() {
  const bool taken = has_followed;
  has_followed = false;
  return taken;
}

void hal_motor_step(void) {
  PORTD |= step_pin;
  _delay_us(step_pulse_us);
  PORTD &= static_cast<uint8_t>(~step_pin);
}

void hal_motor_energise(uint8_t is_on) {
  if (is_on) PORTD |= enable_pin;
  else PORTD &= static_cast<uint8_t>(~enable_pin);
}

uint32_t hal_followed_steps(void) {
  uint32_t count;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { count = followed; }
  return count;
}

void hal_tone(uint16_t hertz) {
  if (hertz == 0) {
    TCCR0A = 0;
    TCCR0B = 0;
    PORTD &= static_cast<uint8_t>(~piezo_pin);
    return;
  }
  TCCR0B = 0;
  TCNT0 = 0;
  OCR0A = static_cast<uint8_t>(tone_clock_hz / hertz - 1);
  TCCR0A = _BV(COM0A0) | _BV(WGM01);  // toggles the pin at each match
  TCCR0B = _BV(CS01) | _BV(CS00);
}

// The battery supplies the chip, so the bandgap is measured against it.
uint16_t hal_battery_mv(void) {
  PRR &= static_cast<uint8_t>(~_BV(PRADC));
  ADMUX = _BV(REFS0) | _BV(MUX3) | _BV(MUX2) | _BV(MUX1);
  ADCSRA = _BV(ADEN) | _BV(ADPS2) | _BV(ADPS1);
  _delay_us(300);  // the bandgap settles (data sheet, section 24.6)
  ADCSRA |= _BV(ADSC);
  while ((ADCSRA & _BV(ADSC)) != 0) {
  }
  const uint16_t reading = ADC;
  ADCSRA = 0;
  PRR |= _BV(PRADC);
  return reading == 0 ? 0 : static_cast<uint16_t>(bandgap_mv * 1024UL / reading);
}

void hal_nv_read(uint16_t address, void* to, uint16_t byte_count) {
  eeprom_read_block(to, reinterpret_cast<const void*>(address), byte_count);
}

void hal_nv_write(uint16_t address, const void* from, uint16_t byte_count) {
  eeprom_update_block(from, reinterpret_cast<void*>(address), byte_count);
}

uint8_t hal_reset_cause(void) { return reset_flags; }
