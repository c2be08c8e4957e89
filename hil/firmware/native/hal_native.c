/*
 * hal_native.c: pump_hal.h for a firmware that runs on this machine, in lockstep with Rollerloop.
 *
 * SPDX-License-Identifier: MIT
 * Copyright (c) Rollerloop maintainers. Compile this file with your firmware; do not change it.
 *
 * The bench starts the program with three open descriptors: 3 brings messages of the bench, 4 takes messages of this
 * program, and 5 is a file with the latest calls, which outlives a crash. Messages are bytes, numbers little-endian:
 *
 * bench to program
 *   'B' u8 version, u64 pump time, u8 reset cause, u16 battery mV        once, first
 *   'R' u64 time, u16 count, bytes      telemetry bytes
 *   'S' u64 time                        SENSE: the shaft followed a step
 *   'V' u64 time, u16 mV                the battery's voltage changed
 *   'G' u64 limit, u32 followed steps, u32 SENSE delay, u16 mV           run; the program answers with 'z'
 *   'Q'                                 end the program
 *   'M' bytes                           answer to 'r';   'K'   answer to 'w'
 * program to bench
 *   'b' u8 version                      once, first
 *   's' u64 first, u32 count, u64 period    motor steps
 *   'e' u64 time, u8 on                 current of the coils
 *   't' u64 time, u16 hertz             piezo
 *   'd' u64 time, u16 count, bytes      telemetry bytes
 *   'r' u64 time, u16 address, u16 count            read non-volatile memory
 *   'w' u64 time, u16 address, u16 count, bytes     write it
 *   'x' u8 why                          the program broke a rule and ends
 *   'z' u64 reached, u64 wake           it sleeps; wake of all ones: for ever
 *
 * While a grant of the bench lasts, sleeps and steps need no message: nothing else happens in the pump.
 */
#include "pump_hal.h"

#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#define LOCKSTEP_VERSION 1u
#define FD_IN 3
#define FD_OUT 4
#define FD_CALLS 5
/* More calls without a sleep, or with sleeps that are over at once, are an endless loop. */
#define CALLS_AT_ONE_INSTANT_MAX 100000u
/* A firmware without effects gives the bench a turn after so many sleeps. */
#define SLEEPS_PER_GRANT_MAX 1000000u
/* Followed steps whose SENSE has not come yet. */
#define PULSES_MAX 256u
#define OUT_BYTES 65536u
#define IN_BYTES 4096u
/* Wall time for which the program looks for the next message before it sleeps. The bench often answers sooner, and to wake a
 * sleeping processor took most of an exchange: 49 us of it, against 13 us (measured on a virtual machine of two). */
#define LOOK_NS_MAX 50000
/* Room that every effect but telemetry fits into. */
#define EFFECT_BYTES_MAX 64u
#define TELEMETRY_BYTES_MAX 4096u
/* The latest calls in the file behind FD_CALLS: a count, then a ring of entries. */
#define CALL_ENTRIES 64u

enum why { WHY_BUSY = 1, WHY_UNREAD = 2, WHY_FLOOD = 3 };

/* Numbers of the calls in the file of the latest calls. */
enum call {
  CALL_NOW = 1, CALL_SLEEP, CALL_STEP, CALL_ENERGISE, CALL_FOLLOWED, CALL_TONE,
  CALL_BATTERY, CALL_NV_READ, CALL_NV_WRITE, CALL_READ, CALL_WRITE, CALL_CAUSE
};

struct call_entry {
  uint64_t at_us, argument;
  uint32_t call, reserved;
};

struct call_file { uint64_t count; struct call_entry entries[CALL_ENTRIES]; };

static struct {
  uint8_t is_open, reset_cause, woken_by;
  uint16_t battery_mv;
  uint64_t began_us; /* pump time of the start */
  uint64_t now_us;   /* pump time */
  uint64_t limit_us;
  uint32_t may_follow, sense_delay_us, followed;
  uint32_t calls_now, sleeps;
  struct call_file *calls;
} hal;

static struct { uint64_t due_us[PULSES_MAX]; uint32_t first, count; } pulses;
static struct { uint64_t first_us, last_us, period_us; uint32_t count; } batch;
static struct { uint8_t bytes[OUT_BYTES]; uint32_t count; } out;
static struct { uint8_t bytes[IN_BYTES]; uint32_t from, to; } in;
static struct { uint8_t bytes[TELEMETRY_BYTES_MAX]; uint32_t count; } unread;

static void write_all(const uint8_t *from, uint32_t count) {
  while (count > 0) {
    const ssize_t written = write(FD_OUT, from, count);
    if (written <= 0) exit(0); /* the bench has gone */
    from += written;
    count -= (uint32_t)written;
  }
}

static int64_t wall_ns(void) {
  struct timespec at;
  timespec_get(&at, TIME_UTC);
  return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

/* Waits for bytes of the bench: looks for them for a short time, in which other programs may run, and then sleeps. */
static void fill(void) {
  struct pollfd line = {FD_IN, POLLIN, 0};
  const int64_t until_ns = wall_ns() + LOOK_NS_MAX;
  while (poll(&line, 1, 0) == 0 && wall_ns() < until_ns) sched_yield();
  const ssize_t got = read(FD_IN, in.bytes, sizeof in.bytes);
  if (got <= 0) exit(0);
  in.from = 0;
  in.to = (uint32_t)got;
}

static void read_all(uint8_t *to, uint32_t count) {
  while (count > 0) {
    if (in.from == in.to) fill();
    const uint32_t part = in.to - in.from < count ? in.to - in.from : count;
    memcpy(to, in.bytes + in.from, part);
    in.from += part;
    to += part;
    count -= part;
  }
}

static void put(uint64_t value, uint32_t byte_count) {
  for (uint32_t i = 0; i < byte_count; i += 1) out.bytes[out.count + i] = (uint8_t)(value >> (8u * i));
  out.count += byte_count;
}

/* Begins a message that carries the pump time. */
static void put_now(char kind) {
  put((uint8_t)kind, 1);
  put(hal.now_us, 8);
}

static uint64_t get(uint32_t byte_count) {
  uint8_t bytes[8];
  uint64_t value = 0;
  read_all(bytes, byte_count);
  for (uint32_t i = 0; i < byte_count; i += 1) value |= (uint64_t)bytes[i] << (8u * i);
  return value;
}

static void flush(void) {
  write_all(out.bytes, out.count);
  out.count = 0;
}

static void end_batch(void) {
  if (batch.count == 0) return;
  put('s', 1);
  put(batch.first_us, 8);
  put(batch.count, 4);
  put(batch.period_us, 8);
  batch.count = 0;
}

/* Ends the program because it broke a rule. */
static void fail(enum why why) {
  end_batch();
  put('x', 1);
  put(why, 1);
  flush();
  exit(1);
}

static void open_bench(void) {
  void *calls;
  hal.is_open = 1;
  signal(SIGPIPE, SIG_IGN);
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL); /* ends with the bench, even in an endless loop */
#endif
  calls = mmap(NULL, sizeof(struct call_file), PROT_READ | PROT_WRITE, MAP_SHARED, FD_CALLS, 0);
  if (calls == MAP_FAILED) {
    fputs("This firmware runs in Rollerloop: rollerloop run NAME --firmware native:PROGRAM\n", stderr);
    exit(2);
  }
  hal.calls = calls;
  put('b', 1);
  put(LOCKSTEP_VERSION, 1);
  flush();
  if (get(1) != 'B' || get(1) != LOCKSTEP_VERSION) exit(0);
  hal.began_us = get(8);
  hal.now_us = hal.began_us;
  hal.reset_cause = (uint8_t)get(1);
  hal.battery_mv = (uint16_t)get(2);
}

/* A new instant begins: calls are counted anew. */
static void move_to(uint64_t now_us) {
  if (now_us == hal.now_us) return;
  hal.now_us = now_us;
  hal.calls_now = 0;
}

static void take_bytes(void) {
  const uint32_t count = (uint32_t)get(2);
  if (unread.count + count > TELEMETRY_BYTES_MAX) fail(WHY_UNREAD);
  read_all(unread.bytes + unread.count, count);
  unread.count += count;
}

/* Takes the inputs of the bench up to its next grant. */
static void wait_for_grant(void) {
  for (;;) {
    const uint64_t kind = get(1);
    if (kind == 'Q') exit(0);
    if (kind == 'G') break;
    move_to(get(8));
    if (kind == 'R') take_bytes();
    else if (kind == 'S') {
      hal.followed += 1;
      hal.woken_by |= HAL_WAKE_SENSE;
    } else {
      hal.battery_mv = (uint16_t)get(2);
      hal.woken_by |= HAL_WAKE_POWER;
    }
  }
  hal.limit_us = get(8);
  hal.may_follow = (uint32_t)get(4);
  hal.sense_delay_us = (uint32_t)get(4);
  hal.battery_mv = (uint16_t)get(2);
  hal.sleeps = 0;
}

/* Gives the turn to the bench, which calls again at `wake_us` or after an input. */
static void rest(uint64_t wake_us) {
  end_batch();
  put_now('z');
  put(wake_us, 8);
  flush();
  wait_for_grant();
}

/* Begins a call: notes it, and bounds the number of calls at one instant. */
static void note(enum call call, uint64_t argument) {
  if (!hal.is_open) {
    open_bench();
    wait_for_grant();
  }
  struct call_entry *entry = &hal.calls->entries[hal.calls->count % CALL_ENTRIES];
  entry->at_us = hal.now_us;
  entry->argument = argument;
  entry->call = (uint32_t)call;
  hal.calls->count += 1;
  hal.calls_now += 1;
  if (hal.calls_now > CALLS_AT_ONE_INSTANT_MAX) fail(WHY_BUSY);
}

/* Makes room for an effect. A full buffer gives the bench a turn in the middle of a grant. */
static void make_room(uint32_t byte_count) {
  end_batch();
  if (out.count + byte_count + EFFECT_BYTES_MAX > OUT_BYTES) rest(hal.now_us);
}

static uint64_t pulse_us(void) {
  return pulses.count == 0 ? UINT64_MAX : pulses.due_us[pulses.first];
}

static void take_pulse(void) {
  move_to(pulse_us());
  pulses.first = (pulses.first + 1u) % PULSES_MAX;
  pulses.count -= 1;
  hal.followed += 1;
  hal.woken_by |= HAL_WAKE_SENSE;
}

static uint8_t woken(uint8_t wake_mask) {
  const uint8_t waiting = unread.count > 0 ? HAL_WAKE_BYTES : 0;
  return (uint8_t)((hal.woken_by | waiting) & wake_mask);
}

uint64_t hal_now_us(void) {
  note(CALL_NOW, 0);
  return hal.now_us - hal.began_us;
}

uint8_t hal_sleep_until_us(uint64_t wake_us, uint8_t wake_mask) {
  note(CALL_SLEEP, wake_us);
  const uint64_t until_us = wake_us > UINT64_MAX - hal.began_us ? UINT64_MAX : wake_us + hal.began_us;
  for (;;) {
    const uint64_t sense_us = pulse_us();
    const uint64_t next_us = until_us <= sense_us ? until_us : sense_us;
    const uint8_t reasons = woken(wake_mask);
    if (reasons != 0 || until_us <= hal.now_us) {
      hal.woken_by = 0;
      return reasons;
    }
    hal.sleeps += 1;
    if (next_us > hal.limit_us || hal.sleeps > SLEEPS_PER_GRANT_MAX) rest(next_us);
    else if (until_us <= sense_us) move_to(until_us);
    else take_pulse();
  }
}

void hal_motor_step(void) {
  note(CALL_STEP, 0);
  const uint64_t period_us = hal.now_us - batch.last_us;
  const uint8_t fits = batch.count > 0 && period_us > 0 && (batch.count == 1 || period_us == batch.period_us);
  if (!fits || batch.count == UINT32_MAX) {
    make_room(0);
    batch.first_us = hal.now_us;
    batch.period_us = 0;
  } else {
    batch.period_us = period_us;
  }
  batch.last_us = hal.now_us;
  batch.count += 1;
  if (hal.may_follow == 0 || pulses.count == PULSES_MAX) {
    rest(hal.now_us);
    return;
  }
  hal.may_follow -= 1;
  pulses.due_us[(pulses.first + pulses.count) % PULSES_MAX] = hal.now_us + hal.sense_delay_us;
  pulses.count += 1;
}

void hal_motor_energise(uint8_t is_on) {
  note(CALL_ENERGISE, is_on);
  make_room(0);
  put_now('e');
  put(is_on != 0, 1);
}

uint32_t hal_followed_steps(void) {
  note(CALL_FOLLOWED, 0);
  return hal.followed;
}

void hal_tone(uint16_t hertz) {
  note(CALL_TONE, hertz);
  make_room(0);
  put_now('t');
  put(hertz, 2);
}

uint16_t hal_battery_mv(void) {
  note(CALL_BATTERY, 0);
  return hal.battery_mv;
}

static void ask_memory(char kind, uint16_t address, uint16_t byte_count) {
  make_room(0);
  put_now(kind);
  put(address, 2);
  put(byte_count, 2);
  flush();
}

void hal_nv_read(uint16_t address, void *to, uint16_t byte_count) {
  note(CALL_NV_READ, address);
  ask_memory('r', address, byte_count);
  if (get(1) != 'M') exit(0);
  read_all(to, byte_count);
}

void hal_nv_write(uint16_t address, const void *from, uint16_t byte_count) {
  note(CALL_NV_WRITE, address);
  ask_memory('w', address, byte_count);
  write_all(from, byte_count);
  if (get(1) != 'K') exit(0);
}

uint16_t hal_telemetry_read(uint8_t *to, uint16_t byte_count_max) {
  note(CALL_READ, byte_count_max);
  const uint32_t count = unread.count < byte_count_max ? unread.count : byte_count_max;
  memcpy(to, unread.bytes, count);
  memmove(unread.bytes, unread.bytes + count, unread.count - count);
  unread.count -= count;
  return (uint16_t)count;
}

void hal_telemetry_write(const uint8_t *from, uint16_t byte_count) {
  note(CALL_WRITE, byte_count);
  if (byte_count > OUT_BYTES / 2u) fail(WHY_FLOOD);
  make_room(byte_count);
  put_now('d');
  put(byte_count, 2);
  memcpy(out.bytes + out.count, from, byte_count);
  out.count += byte_count;
  hal.limit_us = hal.now_us; /* the programmer may reply at once */
}

uint8_t hal_reset_cause(void) {
  note(CALL_CAUSE, 0);
  return hal.reset_cause;
}
