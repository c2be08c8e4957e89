// What the pump must know after a reset: program, settings, reservoir and time.

#ifndef REFERENCE_PROGRAM_H
#define REFERENCE_PROGRAM_H

#include <stdint.h>

struct Program {
  uint8_t mode;  // an rl_mode
  int32_t rate_nl_per_day;
  int32_t low_nl;
  int32_t critical_every_s;
  int32_t non_critical_every_s;
} __attribute__((packed));

// What changes by itself, kept once an hour and with each program.
struct Progress {
  uint32_t age_s;  // time since the pump was first powered
  int32_t level_nl;
  uint32_t programmed_steps;
  uint8_t level_is_known;
} __attribute__((packed));

enum ProgramFound { PROGRAM_NONE, PROGRAM_FOUND, PROGRAM_DAMAGED };

// Reads both. A damaged record counts as damage unless a newer valid one exists.
ProgramFound program_start(Program* program, Progress* progress);
void program_keep(const Program& program);
void progress_keep(const Progress& progress);

#endif
