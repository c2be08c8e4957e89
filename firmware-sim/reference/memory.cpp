#include "memory.h"

#include <string.h>

#include "crc16.h"
#include "pump_hal.h"

// A record in the memory: its number, its data, and a CRC over both.
static const uint8_t number_bytes = 4;
static const uint8_t crc_bytes = 2;

static uint8_t stored_bytes(const RecordRow& row) {
  return static_cast<uint8_t>(number_bytes + row.data_bytes + crc_bytes);
}

static uint16_t address_of(const RecordRow& row, uint8_t place) {
  return static_cast<uint16_t>(row.address + place * stored_bytes(row));
}

enum Content { BLANK, VALID, DAMAGED };

static Content read_place(const RecordRow& row, uint8_t place, uint32_t* number, void* data) {
  uint8_t bytes[number_bytes + record_bytes_max + crc_bytes];
  const uint8_t count = stored_bytes(row);
  hal_nv_read(address_of(row, place), bytes, count);
  bool is_blank = true;
  for (uint8_t i = 0; i < count; i++) is_blank = is_blank && bytes[i] == 0xFF;
  if (is_blank) return BLANK;
  uint16_t crc;
  memcpy(&crc, bytes + number_bytes + row.data_bytes, crc_bytes);
  if (crc != crc16(bytes, static_cast<uint8_t>(number_bytes + row.data_bytes))) return DAMAGED;
  memcpy(number, bytes, number_bytes);
  memcpy(data, bytes + number_bytes, row.data_bytes);
  return VALID;
}

uint32_t record_newest(const RecordRow& row, void* data, bool* damaged) {
  uint8_t found[record_bytes_max];
  uint32_t newest = 0;
  for (uint8_t place = 0; place < row.place_count; place++) {
    uint32_t number;
    const Content content = read_place(row, place, &number, found);
    if (content == DAMAGED) *damaged = true;
    if (content != VALID || number <= newest) continue;
    newest = number;
    memcpy(data, found, row.data_bytes);
  }
  return newest;
}

bool record_read(const RecordRow& row, uint32_t number, void* data) {
  uint8_t found[record_bytes_max];
  uint32_t kept;
  const uint8_t place = static_cast<uint8_t>(number % row.place_count);
  if (read_place(row, place, &kept, found) != VALID || kept != number) return false;
  memcpy(data, found, row.data_bytes);
  return true;
}

void record_write(const RecordRow& row, uint32_t number, const void* data) {
  uint8_t bytes[number_bytes + record_bytes_max + crc_bytes];
  const uint8_t body = static_cast<uint8_t>(number_bytes + row.data_bytes);
  memcpy(bytes, &number, number_bytes);
  memcpy(bytes + number_bytes, data, row.data_bytes);
  const uint16_t crc = crc16(bytes, body);
  memcpy(bytes + body, &crc, crc_bytes);
  const uint8_t place = static_cast<uint8_t>(number % row.place_count);
  hal_nv_write(address_of(row, place), bytes, stored_bytes(row));
}
