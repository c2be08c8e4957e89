#include "event-log.h"

#include "memory.h"

namespace {
struct Stored {
  int32_t stamp_s;
  uint8_t kind;
} __attribute__((packed));
}  // namespace

static const RecordRow row = {128, 48, sizeof(Stored)};
static_assert(sizeof(Stored) <= record_bytes_max, "an entry fits into a record");

static uint32_t newest;

bool log_start() {
  Stored last;
  bool damaged = false;
  newest = record_newest(row, &last, &damaged);
  return !damaged;
}

LogEntry log_write(uint8_t kind, int32_t stamp_s) {
  const Stored stored = {stamp_s, kind};
  newest++;
  record_write(row, newest, &stored);
  return {newest, stamp_s, kind};
}

uint8_t log_count() { return newest < row.place_count ? static_cast<uint8_t>(newest) : row.place_count; }

uint32_t log_newest() { return newest; }

bool log_read(uint32_t number, LogEntry* entry) {
  Stored stored;
  if (number == 0 || !record_read(row, number, &stored)) return false;
  *entry = {number, stored.stamp_s, stored.kind};
  return true;
}
