// Timer 1. It is the clock, and makes steps by output A. Compare B makes alarms of the main loop or servo pulses. The
// timer runs freely and restarts at 0 when its pace changes. Between segments a tick is 64 us, so that the chip can
// sleep for four seconds.
#ifdef __AVR__
#include <avr/interrupt.h>

#include "avr-chip.h"
#include "hardware.h"
#include "motion.h"

static const uint8_t shift_fast = 0;   // 0.5 us a tick
static const uint8_t shift_servo = 3;  // 4 us: a servo pulse is a few hundred ticks
static const uint8_t shift_idle = 7;   // 64 us
// Longest time that is set in one compare, in ticks, so that no overflow is missed.
static const uint16_t ticks_max = 64000;
static const uint32_t far_half_us = INT32_MAX;
// Shortest time that can be set in a compare, in ticks. A shorter one would pass during the write.
static const uint8_t soon_ticks = 4;
// Time from the edge of a tick to the start of the new pace, in half microseconds.
static const uint8_t change_half_us = 3;
static const uint32_t servo_period_half_us = 40000;
static const uint8_t servo_parting_pulses = 30;
static const uint8_t servo_first_half_us = 200;

volatile uint8_t chip_woken;
volatile uint8_t chip_step_prepared;

static uint8_t shift = shift_idle;
static uint32_t now_half_us;  // time at `seen_ticks`
static uint8_t now_carry;     // bit 32 of `now_half_us`
static uint16_t seen_ticks;
static uint32_t step_half_us;
static bool step_pulse;
static bool step_far;  // the compare is set to an intermediate time
static bool alarm_set;
static volatile bool alarm_armed;  // compare B is set for `alarm_half_us` and has not fired
static uint32_t alarm_half_us;
static uint16_t servo_half_us;  // 0: no pulses
static bool servo_high;
static uint8_t servo_left;  // pulses left; 0: without end
static uint32_t servo_edge_half_us;  // next edge
static uint32_t servo_rise_half_us;  // last rising edge

static const uint8_t output_a = BIT(COM1A1) | BIT(COM1A0);
static const uint8_t output_b = BIT(COM1B1) | BIT(COM1B0);

static uint8_t clock_bits(uint8_t of_shift) {
  if (of_shift == shift_fast) return BIT(CS11);
  if (of_shift == shift_servo) return BIT(CS11) | BIT(CS10);
  return of_shift == shift_idle ? BIT(CS12) | BIT(CS10) : BIT(CS12);
}

static void add_half_us(uint32_t half_us) {
  now_half_us += half_us;
  if (now_half_us < half_us) now_carry++;
}

static void fold() {
  const uint16_t ticks = TCNT1;
  const uint16_t passed = static_cast<uint16_t>(ticks - seen_ticks);
  seen_ticks = ticks;
  add_half_us(shift == shift_fast ? passed : static_cast<uint32_t>(passed) << shift);
}

// Returns the ticks from now, rounded up so that no action is early. The result may exceed `ticks_max`.
static uint32_t ticks_until(uint32_t half_us) {
  fold();
  const int32_t ahead = static_cast<int32_t>(half_us - now_half_us);
  if (ahead <= 0) return 0;
  if (shift == shift_fast) return static_cast<uint32_t>(ahead);
  return (static_cast<uint32_t>(ahead) + (1UL << shift) - 1) >> shift;
}

static void output_a_mode(uint8_t bits) { TCCR1A = static_cast<uint8_t>((TCCR1A & ~output_a) | bits); }
static void output_b_mode(uint8_t bits) { TCCR1A = static_cast<uint8_t>((TCCR1A & ~output_b) | bits); }

// Lowers STEP. The compare output has a latch of its own. If it stayed set, it would raise the pin when it is connected
// again.
static void lower_step() {
  output_a_mode(BIT(COM1A1));
  TCCR1C = BIT(FOC1A);
}

// Returns true if the timer has passed this time. A compare value set too late would match one whole overflow later.
static bool passed(uint16_t ticks) { return static_cast<uint16_t>(TCNT1 - seen_ticks) >= ticks; }

static void set_compare_a(uint16_t ticks) {
  TIFR1 = BIT(OCF1A);
  OCR1A = static_cast<uint16_t>(seen_ticks + ticks);
  while (passed(ticks) && (TIFR1 & BIT(OCF1A)) == 0) {
    ticks = static_cast<uint16_t>(TCNT1 - seen_ticks + soon_ticks);
    OCR1A = static_cast<uint16_t>(seen_ticks + ticks);
  }
}

static void set_compare_b(uint16_t ticks) {
  TIFR1 = BIT(OCF1B);
  OCR1B = static_cast<uint16_t>(seen_ticks + ticks);
  while (passed(ticks) && (TIFR1 & BIT(OCF1B)) == 0) {
    ticks = static_cast<uint16_t>(TCNT1 - seen_ticks + soon_ticks);
    OCR1B = static_cast<uint16_t>(seen_ticks + ticks);
  }
  TIMSK1 |= BIT(OCIE1B);
}

// Schedules the next step. The pin can be high only while it is connected. A drive by coils never connects it.
static void arm_step() {
  if ((TCCR1A & output_a) != 0) lower_step();
  const uint32_t ticks = ticks_until(step_half_us);
  step_far = ticks > ticks_max;
  if (step_pulse || (TCCR1A & output_a) != 0) output_a_mode(step_pulse && !step_far ? output_a : 0);
  set_compare_a(step_far ? ticks_max : static_cast<uint16_t>(ticks));
}

static void arm_servo() {
  output_b_mode(servo_high ? BIT(COM1B1) : output_b);
  set_compare_b(static_cast<uint16_t>(ticks_until(servo_edge_half_us)));
}

// Schedules the alarm. Without an alarm compare B still fires, because the clock has to be read before it overflows.
static void arm_alarm() {
  uint32_t ticks = ticks_until(alarm_half_us);
  if (!alarm_set || ticks > ticks_max) ticks = ticks_max;
  set_compare_b(static_cast<uint16_t>(ticks));
  alarm_armed = true;
}

// Changes the length of a tick. Waits for the edge of a tick, so that no part of a tick is lost. The wait is at most 64
// us, and no step is due. Resets the prescaler, so that the first tick of the new pace is whole.
static void change_shift(uint8_t next) {
  if (next == shift) return;
  uint16_t ticks = TCNT1;
  if (shift != shift_fast) {
    const uint16_t before = ticks;
    while ((ticks = TCNT1) == before) {
    }
  }
  GTCCR = BIT(PSRSYNC);
  TCCR1B = clock_bits(next);
  TCNT1 = 0;
  const uint16_t passed = static_cast<uint16_t>(ticks - seen_ticks);
  seen_ticks = 0;
  add_half_us((static_cast<uint32_t>(passed) << shift) + change_half_us);
  shift = next;
  if (chip_step_prepared) arm_step();
  if (servo_half_us != 0) arm_servo();
  else arm_alarm();
}

void chip_timer_start() {
  TCCR1A = 0;
  TCNT1 = 0;
  TCCR1B = clock_bits(shift);
}

uint32_t hw_now_us_locked() {
  fold();
  return (now_half_us >> 1) | (static_cast<uint32_t>(now_carry) << 31);
}

// Computes the sum outside the Atomic section. The main loop calls this often, and it must not delay a step.
uint32_t hw_now_us() {
  uint16_t ticks;
  uint32_t half_us;
  uint8_t carry;
  uint8_t by;
  {
    Atomic atomic;
    ticks = static_cast<uint16_t>(TCNT1 - seen_ticks);
    half_us = now_half_us;
    carry = now_carry;
    by = shift;
  }
  const uint32_t sum = half_us + (static_cast<uint32_t>(ticks) << by);
  if (sum < half_us) carry++;
  return (sum >> 1) | (static_cast<uint32_t>(carry) << 31);
}

static void set_alarm(bool on, uint32_t half_us) {
  if (alarm_armed && alarm_set == on && alarm_half_us == half_us) return;
  alarm_armed = false;
  const uint32_t ahead_half_us = on ? half_us - (hw_now_us() << 1) : far_half_us;
  // During steps, the step interrupt reads the clock and wakes the main loop in time.
  if (chip_step_prepared && static_cast<int32_t>(ahead_half_us) > static_cast<int32_t>(ticks_max) << shift) return;
  Atomic atomic;
  alarm_set = on;
  alarm_half_us = half_us;
  if (servo_half_us == 0) arm_alarm();
}

void hw_wake_at(uint32_t due_us) { set_alarm(true, due_us << 1); }
void hw_wake_never() { set_alarm(false, alarm_half_us); }

static uint8_t shift_for(uint32_t interval_us) {
  if (interval_us < 30000UL) return shift_fast;
  if (interval_us < 240000UL || servo_half_us != 0) return shift_servo;
  return interval_us < 960000UL ? 5 : shift_idle;
}

void hw_pace(uint32_t interval_us) { change_shift(shift_for(interval_us)); }

void hw_pace_idle() {
  Atomic atomic;
  if (!chip_step_prepared) change_shift(servo_half_us != 0 ? shift_servo : shift_idle);
}

void hw_step_at(uint32_t due_us, bool pulse) {
  step_half_us = due_us << 1;
  step_pulse = pulse;
  chip_step_prepared = 1;
  arm_step();
  TIMSK1 |= BIT(OCIE1A);
}

void hw_step_cancel() {
  TIMSK1 = static_cast<uint8_t>(TIMSK1 & ~BIT(OCIE1A));
  chip_step_prepared = 0;
  lower_step();
  output_a_mode(0);
}

void hw_step_pulse(bool pulse) {
  step_pulse = pulse;
  if (!chip_step_prepared || step_far || (TIFR1 & BIT(OCF1A)) != 0) return;
  output_a_mode(pulse ? output_a : 0);
}

bool hw_step_now(bool high) {
  const uint8_t margin_ticks = 200;
  if (chip_step_prepared && step_pulse && !step_far && static_cast<uint16_t>(OCR1A - TCNT1) < margin_ticks) return false;
  const uint8_t direction = PORTD & BIT(RIG_DIR_BIT);
  hw_direction(high);
  __builtin_avr_delay_cycles(12);  // a driver needs the direction 0.65 us before the edge
  output_a_mode(output_a);
  TCCR1C = BIT(FOC1A);
  __builtin_avr_delay_cycles(32);  // a driver needs a pulse of 1.9 us
  lower_step();
  hw_direction(direction != 0);
  output_a_mode(chip_step_prepared && step_pulse && !step_far ? output_a : 0);
  return true;
}

// Starts servo pulses. If pulses are already running, the next pulse has the new width.
void hw_servo(uint16_t width_us, bool lasting) {
  Atomic atomic;
  const bool running = servo_half_us != 0;
  if (shift > shift_servo) change_shift(shift_servo);
  servo_half_us = static_cast<uint16_t>(width_us * 2);
  servo_left = lasting ? 0 : servo_parting_pulses;
  if (running) return;
  fold();
  servo_high = false;
  servo_edge_half_us = now_half_us + servo_first_half_us;
  arm_servo();
}

static void servo_edge() {
  servo_high = !servo_high;
  if (servo_high) servo_rise_half_us = servo_edge_half_us;
  servo_edge_half_us = servo_rise_half_us + (servo_high ? servo_half_us : servo_period_half_us);
  const bool parting = !servo_high && servo_left != 0 && --servo_left == 0;
  if (!parting) {
    arm_servo();
    return;
  }
  servo_half_us = 0;
  output_b_mode(0);
  arm_alarm();
}

ISR(TIMER1_COMPA_vect) {
  if (step_far) {
    arm_step();
    return;
  }
  chip_step_prepared = 0;
  if (motion_due()) chip_woken = 1;
  if (!chip_step_prepared) hw_step_cancel();
}

ISR(TIMER1_COMPB_vect) {
  const bool asked = alarm_armed;
  alarm_armed = false;
  if (servo_half_us != 0) {
    servo_edge();
  } else if (asked) {
    fold();
  } else {
    TIMSK1 = static_cast<uint8_t>(TIMSK1 & ~BIT(OCIE1B));  // the step interrupt reads the clock
    return;
  }
  chip_woken = 1;
}
#endif
