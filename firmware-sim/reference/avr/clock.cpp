// Time and sleep on an ATmega328P: timer 1 counts 128 us at 8 MHz / 1024, and wakes the chip from idle.

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <util/atomic.h>

#include "hal.h"
#include "pump_hal.h"

static const uint8_t us_per_tick_bits = 7;
// A compare value this near might pass before the chip sleeps.
static const uint8_t near_ticks = 2;

static volatile uint32_t overflows;

void avr_clock_start() {
  TCCR1B = _BV(CS12) | _BV(CS10);
  TIMSK1 = _BV(TOIE1);
}

ISR(TIMER1_OVF_vect) { overflows++; }
EMPTY_INTERRUPT(TIMER1_COMPA_vect)

// Call it with interrupts off.
static uint64_t ticks_now() {
  const uint16_t count = TCNT1;
  uint32_t high = overflows;
  if ((TIFR1 & _BV(TOV1)) != 0 && count < 0x8000) high++;
  return (static_cast<uint64_t>(high) << 16) | count;
}

uint64_t hal_now_us(void) {
  uint64_t ticks;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { ticks = ticks_now(); }
  return ticks << us_per_tick_bits;
}

// Lets timer 1 wake the chip at a tick, or at its next overflow if the tick comes later. Returns false if it is too near.
static bool wake_at(uint64_t tick) {
  const uint64_t now = ticks_now();
  if (tick < now + near_ticks) return false;
  TIMSK1 = _BV(TOIE1);
  if ((tick >> 16) != (now >> 16)) return true;
  OCR1A = static_cast<uint16_t>(tick);
  TIFR1 = _BV(OCF1A);
  TIMSK1 = _BV(TOIE1) | _BV(OCIE1A);
  return true;
}

static uint8_t reasons_now(uint8_t wake_mask) {
  uint8_t reasons = avr_has_telemetry() ? HAL_WAKE_BYTES : 0;
  if ((wake_mask & HAL_WAKE_SENSE) != 0 && avr_take_followed()) reasons |= HAL_WAKE_SENSE;
  return reasons & wake_mask;
}

uint8_t hal_sleep_until_us(uint64_t wake_us, uint8_t wake_mask) {
  const uint64_t rounding = (1u << us_per_tick_bits) - 1;
  const uint64_t tick = wake_us > UINT64_MAX - rounding ? UINT64_MAX : (wake_us + rounding) >> us_per_tick_bits;
  for (;;) {
    cli();
    const uint8_t reasons = reasons_now(wake_mask);
    const bool is_over = ticks_now() >= tick;
    if (reasons != 0 || is_over) {
      sei();
      return reasons;
    }
    if (wake_at(tick)) {
      SMCR = _BV(SE);  // idle: timer and USART go on
      sei();           // the next instruction runs before any interrupt
      sleep_cpu();
      SMCR = 0;
    }
    sei();
  }
}
