/* pump.h: what the pump does. Volumes are whole nanolitres, rates nanolitres a day, times microseconds since power-up. */
#ifndef PUMP_H
#define PUMP_H

#include <stdint.h>

#define US_PER_SECOND UINT64_C(1000000)
#define TURN_NL 30000u     /* one turn of the rotor */
#define STEP_NL 125u       /* one motor step: 240 steps are a turn */
#define CAPACITY_NL 20000000u
#define RATE_MIN_NL 48000u /* a day */
#define RATE_MAX_NL 24000000u
#define LOG_ENTRIES 32u

enum log_kind { LOG_NONE, LOG_STALL, LOG_RECOVERED, LOG_LOW };

/* What a programmer sets. */
struct program {
  uint8_t is_running; /* 0: stopped */
  uint32_t rate_nl;   /* a day */
  uint32_t low_nl;    /* level of the low reservoir alarm */
  uint32_t critical_s, non_critical_s; /* intervals of the tones */
};

struct log_entry {
  uint32_t number; /* from 1 */
  uint32_t at_s;
  enum log_kind kind;
};

/* What other files read. Only pump.c changes it. */
struct pump {
  struct program program;
  uint32_t level_nl; /* calculated: the pump measures no level */
  uint64_t steps;    /* commanded since power-up */
  uint8_t is_stalled, is_low;
  uint32_t log_count; /* entries written since power-up; the last LOG_ENTRIES are kept */
  struct log_entry log[LOG_ENTRIES];
};
extern struct pump pump;

void pump_start(void);
/* Does what is due now. */
void pump_run(void);
/* Time at which something is due next. */
uint64_t pump_due_us(void);
/* Runs a program from now on: the first step is due one period later. */
void pump_program(const struct program *program);
void pump_refilled(uint32_t level_nl);

#endif
