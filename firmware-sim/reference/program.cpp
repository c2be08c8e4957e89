#include "program.h"

#include "memory.h"

static const RecordRow program_row = {0, 2, sizeof(Program)};
static const RecordRow progress_row = {64, 2, sizeof(Progress)};
static_assert(sizeof(Program) <= record_bytes_max && sizeof(Progress) <= record_bytes_max, "both fit into a record");

static uint32_t program_number;
static uint32_t progress_number;

ProgramFound program_start(Program* program, Progress* progress) {
  bool damaged = false;
  bool progress_damaged = false;
  program_number = record_newest(program_row, program, &damaged);
  progress_number = record_newest(progress_row, progress, &progress_damaged);
  // A write that the power failed in leaves the record before it, which then counts. Without any, the program is lost.
  if (program_number == 0) return damaged ? PROGRAM_DAMAGED : PROGRAM_NONE;
  return PROGRAM_FOUND;
}

void program_keep(const Program& program) { record_write(program_row, ++program_number, &program); }

void progress_keep(const Progress& progress) { record_write(progress_row, ++progress_number, &progress); }
