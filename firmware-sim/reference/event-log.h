// The pump's event log in non-volatile memory. A new entry overwrites the oldest one.

#ifndef REFERENCE_EVENT_LOG_H
#define REFERENCE_EVENT_LOG_H

#include <stdint.h>

struct LogEntry {
  uint32_t number;  // from 1 for the first entry of the pump
  int32_t stamp_s;
  uint8_t kind;  // an rl_kind_word
};

// Finds the entries in the memory. Returns false if one of them is damaged.
bool log_start();
// Adds an entry and returns it.
LogEntry log_write(uint8_t kind, int32_t stamp_s);
// Number of kept entries.
uint8_t log_count();
// Number of the newest entry; 0 without one.
uint32_t log_newest();
// Reads an entry. Returns false if it is not kept, or damaged.
bool log_read(uint32_t number, LogEntry* entry);

#endif
