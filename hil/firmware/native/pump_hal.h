/*
 * pump_hal.h: what a pump's firmware may ask of its hardware.
 *
 * SPDX-License-Identifier: MIT
 * Copyright (c) Rollerloop maintainers. You may copy this file into your own firmware.
 *
 * C11 and C++. No function allocates memory. Write your firmware against this header, with `int main(void)`:
 * - for this machine, compile it with hal_native.c and run it by `rollerloop run NAME --firmware native:./build/pump`;
 * - for a microcontroller, implement the same functions on its registers.
 *
 * Natively, time stands while the firmware calculates. It passes in hal_sleep_until_us() alone, so a run takes the same
 * course on every machine. Rollerloop is a simulator and a training tool, not a medical device.
 */
#ifndef PUMP_HAL_H
#define PUMP_HAL_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Reasons for which hal_sleep_until_us() may return before its time. */
#define HAL_WAKE_BYTES 1u /* telemetry bytes are waiting */
#define HAL_WAKE_SENSE 2u /* the shaft followed a step since the last sleep */
#define HAL_WAKE_POWER 4u /* the battery's voltage changed since the last sleep */

/* Causes of a start, with the bits of MCUSR of an ATmega328P. */
#define HAL_RESET_POWER 1u
#define HAL_RESET_EXTERNAL 2u
#define HAL_RESET_BROWN_OUT 4u
#define HAL_RESET_WATCHDOG 8u

/* Time for a sleep without an end. */
#define HAL_FOR_EVER UINT64_MAX

/*
 * Time since power-up, in microseconds. Never blocks and never runs backwards. It does not change between two sleeps:
 * a loop that waits for it without sleeping ends the run as a failure of the firmware.
 */
uint64_t hal_now_us(void);

/*
 * Sleeps until a time in microseconds since power-up, or until a reason in `wake_mask` occurs. Returns the reasons that
 * woke it; 0 means that the time has come. A time that has passed returns 0 at once. Waiting bytes and reasons that
 * occurred since the last sleep return at once too, so no event is lost between a test and the sleep.
 * The only function in which time passes. The bench turns the motor, changes the field and talks to the pump meanwhile.
 */
uint8_t hal_sleep_until_us(uint64_t wake_us, uint8_t wake_mask);

/*
 * Commands one motor step at the present time. Two steps are one turn of the two-pole motor, which turns one way only.
 * Returns at once: whether the shaft follows is seen by hal_followed_steps() after a short delay. A step without
 * current turns nothing. Steps faster than the pump's motor can follow end the run as a failure of the firmware.
 */
void hal_motor_step(void);

/* Switches the current of the motor's coils on (1) or off (0). It is off after a start. Returns at once. */
void hal_motor_energise(uint8_t is_on);

/* Number of pulses of SENSE since the start, modulo 2^32: one for each step that the shaft followed. Never blocks. */
uint32_t hal_followed_steps(void);

/* Sounds the piezo at a frequency in hertz; 0 makes it silent. Returns at once. */
void hal_tone(uint16_t hertz);

/* Voltage of the battery in millivolts, as it is now. Never blocks. */
uint16_t hal_battery_mv(void);

/*
 * Reads or writes non-volatile memory, whose size `firmware.json` sets (default 1024 bytes). It keeps its content over
 * a reset and over power-off. New memory holds 0xFF. Returns when the bytes are read or stored; no pump time passes.
 * The power may fail in the middle of a write: then the bytes before that point are new, one byte is torn, and the
 * bytes behind it are old. Bytes beyond the end of the memory end the run as a failure of the firmware.
 */
void hal_nv_read(uint16_t address, void *to, uint16_t byte_count);
void hal_nv_write(uint16_t address, const void *from, uint16_t byte_count);

/* Takes at most `byte_count_max` waiting telemetry bytes. Returns their number, 0 without any. Never blocks. */
uint16_t hal_telemetry_read(uint8_t *to, uint16_t byte_count_max);

/* Sends telemetry bytes to the programmer, at the present time. Returns at once. */
void hal_telemetry_write(const uint8_t *from, uint16_t byte_count);

/* Cause of this start: one of the HAL_RESET_ bits. Never blocks. */
uint8_t hal_reset_cause(void);

#ifdef __cplusplus
}
#endif

#endif
