// Non-volatile memory: records with a number and a CRC. A record is written beside the last valid one, so that a failure
// of the power in the middle of a write loses the new record and no other.

#ifndef REFERENCE_MEMORY_H
#define REFERENCE_MEMORY_H

#include <stdint.h>

// A row of places for records of one size, in turn.
struct RecordRow {
  uint16_t address;
  uint8_t place_count;
  uint8_t data_bytes;
};

static const uint8_t record_bytes_max = 24;

// Finds the newest valid record and copies its data. Returns its number; 0 without one. `damaged` becomes true if a place
// holds neither a valid record nor blank memory.
uint32_t record_newest(const RecordRow& row, void* data, bool* damaged);
// Reads the record of a number. Returns false if it is no longer kept.
bool record_read(const RecordRow& row, uint32_t number, void* data);
// Writes the record of a number over the oldest place.
void record_write(const RecordRow& row, uint32_t number, const void* data);

#endif
