#include "line-writer.h"

#include "crc16.h"
#include "flash.h"

static const uint32_t powers_of_ten[] PROGMEM = {1000000000UL, 100000000UL, 10000000UL, 1000000UL, 100000UL,
                                                 10000UL,      1000UL,      100UL,      10UL,      1UL};
static const uint8_t powers_count = 10;

void LineWriter::put(uint8_t byte) {
  if (count < RL_REPLY_BYTES_MAX) bytes[count++] = byte;
}

void LineWriter::text(const char* in_flash) {
  for (uint8_t byte; (byte = pgm_read_byte(in_flash)) != 0; in_flash++) put(byte);
}

void LineWriter::hex(uint32_t value, uint8_t digits) {
  while (digits-- > 0) {
    const uint8_t digit = static_cast<uint8_t>(value >> (4 * digits)) & 15;
    put(static_cast<uint8_t>(digit < 10 ? '0' + digit : 'A' - 10 + digit));
  }
}

// Writes a number by subtraction, because the chip has no divider. Ten digits take at most ninety loops.
void LineWriter::unsigned_number(uint32_t rest, uint8_t decimals) {
  bool started = false;
  for (uint8_t i = 0; i < powers_count; i++) {
    const uint8_t place = static_cast<uint8_t>(powers_count - 1 - i);
    const uint32_t power = flash_read(&powers_of_ten[i]);
    uint8_t digit = 0;
    for (; rest >= power; rest -= power) digit++;
    started = started || digit != 0 || place <= decimals;
    if (started) put(static_cast<uint8_t>('0' + digit));
    if (place == decimals && decimals > 0) put('.');
  }
}

void LineWriter::number(int32_t value, uint8_t decimals) {
  if (value < 0) put('-');
  unsigned_number(value < 0 ? 0 - static_cast<uint32_t>(value) : static_cast<uint32_t>(value), decimals);
}

void LineWriter::header(uint8_t start, uint8_t session, uint8_t sequence) {
  count = 0;
  put(start);
  hex(session, 2);
  put('.');
  hex(sequence, 2);
  put(' ');
}

void LineWriter::value(const rl_field& field, int32_t value) {
  if (field.kind == RL_NUMBER) number(value, field.digits);
  else if (field.kind == RL_HEX) hex(static_cast<uint32_t>(value), field.digits);
  else text(table_word(field.digits, static_cast<uint8_t>(value)));
}

void LineWriter::fields(Fields row, const int32_t* values) {
  for (uint8_t i = 0; i < row.count; i++) {
    const rl_field field = table_field(row, i);
    put(' ');
    for (const char* key = field.key; *key != 0; key++) put(static_cast<uint8_t>(*key));
    put('=');
    value(field, values[i]);
  }
}

void LineWriter::trailer() {
  const uint8_t body = count;
  const uint16_t crc = crc16(bytes, body);
  put('*');
  hex(body, 2);
  hex(crc, 4);
  put('\n');
}
