// All that the portable files know about the chip. On a board these are the avr-*.cpp files, in the tests a PC.

#ifndef ROLLERLOOP_HARDWARE_H
#define ROLLERLOOP_HARDWARE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __AVR__
#include <avr/interrupt.h>
#include <avr/io.h>
// While one lives, no interrupt comes in between.
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

// -- time: microseconds since the start, modulo 2^32. A due moment is at most 2^31 us away.
uint32_t hw_now_us();
// For interrupts, and while an Atomic lives.
uint32_t hw_now_us_locked();
// The main loop runs at this moment, or soon after; it is set anew each time round. While steps come, there has to be a
// round every HW_ROUND_US or at every step, whichever is later.
void hw_wake_at(uint32_t due_us);
void hw_wake_never();

// -- line
bool hw_receive(uint8_t* byte);
// Bytes lost since it was asked last.
uint8_t hw_overruns();
// Two stop bytes came: the interrupt has cancelled the step timer and cut the current already. Stays until it is cleared.
bool hw_stop_seen();
void hw_stop_clear();
// Stops by stop bytes since the start, modulo 256, and those of them in front of the byte that `hw_receive` gives next.
uint8_t hw_stops();
uint8_t hw_stops_passed();
// The bytes must stay as they are until `hw_sending` says no.
void hw_send(const uint8_t* bytes, uint8_t count);
bool hw_sending();

// -- step timer; all of them inside an Atomic or an interrupt.
// Prepares for steps about this far apart. The clock goes on as if nothing had happened.
void hw_pace(uint32_t interval_us);
void hw_pace_idle();
// motion_due() runs at this moment. `pulse`: the output STEP rises by itself then, whatever the processor does.
void hw_step_at(uint32_t due_us, bool pulse);
void hw_step_cancel();
// No rising edge at the moment set, or one after all; one that has happened already has happened.
void hw_step_pulse(bool pulse);
// One step now, without the timer; false: too near to a moment set, ask again.
bool hw_step_now(bool forward);

// -- outputs
// After the kept configuration was read, or changed.
void hw_configure();
void hw_direction(bool high);
// EN for a driver.
void hw_driver(bool on);
// Four bits, coil 1 the lowest; 0: no current.
void hw_coils(uint8_t pattern);
// Pulses of this width fifty times a second: until further notice, or thirty of them.
void hw_servo(uint16_t width_us, bool lasting);
// Not engaged while a stop has not been taken notice of.
void hw_brake_level(bool on);
// 0: silence.
void hw_sound(uint16_t hz);
// Every output of the pin map at its safe level, whatever the configuration says: no current, no brake, no tone. Servo
// pulses under way end by themselves.
void hw_make_safe();

// -- sensors
enum HwJob { HW_JOB_RUNNING, HW_JOB_DONE, HW_JOB_FAILED };
void hw_encoder_read(uint8_t first_register, uint8_t count);
// `bytes` are filled when it is done.
HwJob hw_encoder_job(uint8_t* bytes);
// It takes too long: the bus is let go, and freed before it is used again.
void hw_encoder_give_up();
enum HwInput { HW_INPUT_FIELD, HW_INPUT_SUPPLY };
void hw_input_read(HwInput input);
// Sum of four conversions of ten bits.
HwJob hw_input_job(uint16_t* sum);
uint16_t hw_supply_mv(uint16_t sum);

// -- kept memory
void hw_eeprom_read(void* to, uint8_t count);
void hw_eeprom_write(const void* from, uint8_t count);

#endif
