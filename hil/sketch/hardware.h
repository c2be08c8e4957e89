// Hardware interface of the portable files. On a board the avr-*.cpp files implement it, in tests a PC program.

#ifndef ROLLERLOOP_HARDWARE_H
#define ROLLERLOOP_HARDWARE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __AVR__
#include <avr/interrupt.h>
#include <avr/io.h>
// Blocks interrupts during its lifetime.
class Atomic {
 public:
  Atomic() : sreg_(SREG) { cli(); }
  ~Atomic() { SREG = sreg_; }

 private:
  uint8_t sreg_;
};
#else
class Atomic {
 public:
  Atomic() {}
  ~Atomic() {}
};
#endif

const uint16_t HW_ROUND_US = 25000;

// -- time: microseconds since the start, modulo 2^32. A due time is at most 2^31 us away.
uint32_t hw_now_us();
// Variant to call in interrupts and Atomic sections.
uint32_t hw_now_us_locked();
// Wakes the main loop at this time or soon after. Each round sets it anew. During steps, a round is needed every
// HW_ROUND_US or at every step, whichever is later.
void hw_wake_at(uint32_t due_us);
void hw_wake_never();

// -- line
bool hw_receive(uint8_t* byte);
// Returns the number of bytes lost since the last call.
uint8_t hw_overruns();
// Returns true after two stop bytes, until cleared. The interrupt has already stopped the step timer and cut the current.
bool hw_stop_seen();
void hw_stop_clear();
// Number of stops by stop bytes since the start, modulo 256, and the number of them before the next byte of `hw_receive`.
uint8_t hw_stops();
uint8_t hw_stops_passed();
// Sends bytes. They must not change until `hw_sending` returns false.
void hw_send(const uint8_t* bytes, uint8_t count);
bool hw_sending();

// -- step timer; call these inside an Atomic section or an interrupt.
// Prepares for steps of about this interval. The clock is not affected.
void hw_pace(uint32_t interval_us);
void hw_pace_idle();
// Schedules motion_due(). With `pulse` the timer raises STEP by hardware at this time.
void hw_step_at(uint32_t due_us, bool pulse);
void hw_step_cancel();
// Switches the scheduled rising edge on or off. An edge that has happened is not undone.
void hw_step_pulse(bool pulse);
// Makes one step now, without the timer. Returns false if a scheduled time is too near: call again.
bool hw_step_now(bool forward);

// -- outputs
// Applies the stored configuration after it was read or changed.
void hw_configure();
void hw_direction(bool high);
// Sets EN of a driver.
void hw_driver(bool on);
// Sets the coils: four bits, coil 1 the lowest; 0 means no current.
void hw_coils(uint8_t pattern);
// Starts servo pulses of this width at fifty per second: thirty of them, or without end.
void hw_servo(uint16_t width_us, bool lasting);
// Sets the brake. It does not engage while a stop is pending.
void hw_brake_level(bool on);
// Sets the tone; 0 means silence.
void hw_sound(uint16_t hz);
// Sets every output of the pin map to its safe level: no current, no brake, no tone. The configuration does not matter.
// Running servo pulses end by themselves.
void hw_make_safe();

// -- sensors
enum HwJob { HW_JOB_RUNNING, HW_JOB_DONE, HW_JOB_FAILED };
void hw_encoder_read(uint8_t first_register, uint8_t count);
// Polls the reading. When it is done, `bytes` holds the result.
HwJob hw_encoder_job(uint8_t* bytes);
// Abandons a reading that takes too long. Releases the bus now, and frees it from a stuck slave before the next use.
void hw_encoder_give_up();
enum HwInput { HW_INPUT_FIELD, HW_INPUT_SUPPLY };
void hw_input_read(HwInput input);
// Polls the conversion. When it is done, `sum` holds the sum of four ten-bit conversions.
HwJob hw_input_job(uint16_t* sum);
uint16_t hw_supply_mv(uint16_t sum);

// -- EEPROM
void hw_eeprom_read(void* to, uint8_t count);
void hw_eeprom_write(const void* from, uint8_t count);

#endif
