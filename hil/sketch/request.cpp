#include "request.h"

#include "crc16.h"
#include "flash.h"

static const uint8_t header_bytes = 7;
static const uint8_t trailer_bytes = 7;
static const uint8_t digits_max = 10;

// Returns the value of a hex digit, or -1. Lowercase is not canonical and counts as damage.
static int8_t hex_digit(uint8_t byte) {
  if (byte >= '0' && byte <= '9') return static_cast<int8_t>(byte - '0');
  if (byte >= 'A' && byte <= 'F') return static_cast<int8_t>(byte - 'A' + 10);
  return -1;
}

static bool read_hex(const uint8_t* bytes, uint8_t digits, uint32_t* value) {
  *value = 0;
  for (; digits > 0; digits--, bytes++) {
    const int8_t digit = hex_digit(*bytes);
    if (digit < 0) return false;
    *value = (*value << 4) | static_cast<uint8_t>(digit);
  }
  return true;
}

FrameFault frame_fault(const uint8_t* line, uint8_t count) {
  uint32_t value;
  if (count < trailer_bytes) return FRAME_LENGTH;
  const uint8_t body = static_cast<uint8_t>(count - trailer_bytes);
  if (line[body] != '*' || !read_hex(line + body + 1, 2, &value) || value != body) return FRAME_LENGTH;
  if (!read_hex(line + body + 3, 4, &value) || value != crc16(line, body)) return FRAME_CRC;
  if (body <= header_bytes || line[3] != '.' || line[6] != ' ') return FRAME_SHAPE;
  return read_hex(line + 1, 2, &value) && read_hex(line + 4, 2, &value) ? FRAME_SOUND : FRAME_SHAPE;
}

namespace {

struct Cursor {
  const uint8_t* at;
  const uint8_t* end;
  bool word_end() const { return at == end || *at == ' '; }
};

// Returns the error number, or 0.
uint8_t read_hex_value(Cursor* cursor, const rl_field& field, int32_t* value) {
  uint32_t bits;
  if (cursor->end - cursor->at < field.digits || !read_hex(cursor->at, field.digits, &bits)) return RL_ERROR_ARG;
  cursor->at += field.digits;
  *value = static_cast<int32_t>(bits);
  return 0;
}

uint8_t read_choice(Cursor* cursor, const rl_field& field, int32_t* value) {
  for (uint8_t code = 0; code <= field.max; code++) {
    const char* word = table_word(field.digits, code);
    Cursor tried = *cursor;
    uint8_t byte;
    while ((byte = pgm_read_byte(word)) != 0 && tried.at < tried.end && *tried.at == byte) {
      tried.at++;
      word++;
    }
    if (byte != 0 || !tried.word_end()) continue;
    *cursor = tried;
    *value = code;
    return 0;
  }
  return RL_ERROR_ARG;
}

// Parses digits into `value`, which saturates at the largest number.
uint8_t read_digits(Cursor* cursor, uint32_t* value) {
  uint8_t count = 0;
  for (; cursor->at < cursor->end; cursor->at++) {
    const uint8_t digit = static_cast<uint8_t>(*cursor->at - '0');
    if (digit > 9) break;
    const bool fits = *value < UINT32_MAX / 10 || (*value == UINT32_MAX / 10 && digit <= UINT32_MAX % 10);
    *value = fits ? *value * 10 + digit : UINT32_MAX;
    if (count < UINT8_MAX) count++;
  }
  return count;
}

uint8_t read_number(Cursor* cursor, const rl_field& field, int32_t* value) {
  const bool negative = cursor->at < cursor->end && *cursor->at == '-';
  if (negative) cursor->at++;
  const uint8_t* first = cursor->at;
  uint32_t mantissa = 0;
  const uint8_t whole = read_digits(cursor, &mantissa);
  if (whole == 0 || (whole > 1 && *first == '0')) return RL_ERROR_ARG;
  if (field.digits > 0) {
    if (cursor->at == cursor->end || *cursor->at++ != '.') return RL_ERROR_ARG;
    if (read_digits(cursor, &mantissa) != field.digits) return RL_ERROR_ARG;
  }
  if (!cursor->word_end() || (negative && mantissa == 0)) return RL_ERROR_ARG;
  if (whole > digits_max || mantissa > static_cast<uint32_t>(INT32_MAX)) return RL_ERROR_RANGE;
  *value = negative ? -static_cast<int32_t>(mantissa) : static_cast<int32_t>(mantissa);
  return *value < field.min || *value > field.max ? RL_ERROR_RANGE : 0;
}

uint8_t read_field(Cursor* cursor, const rl_field& field, int32_t* value) {
  if (cursor->at == cursor->end || *cursor->at++ != ' ') return RL_ERROR_ARG;
  for (const char* key = field.key; *key != 0; key++) {
    if (cursor->at == cursor->end || *cursor->at++ != static_cast<uint8_t>(*key)) return RL_ERROR_ARG;
  }
  if (cursor->at == cursor->end || *cursor->at++ != '=') return RL_ERROR_ARG;
  if (field.kind == RL_NUMBER) return read_number(cursor, field, value);
  return field.kind == RL_HEX ? read_hex_value(cursor, field, value) : read_choice(cursor, field, value);
}

}  // namespace

static void read_args(Cursor* cursor, Request* out) {
  const Fields args = table_verb(out->verb).args;
  for (uint8_t i = 0; i < args.count; i++) {
    out->fault = read_field(cursor, table_field(args, i), &out->args[i]);
    out->fault_index = i;
    if (out->fault != 0) return;
  }
  if (cursor->at == cursor->end) return;
  out->fault = RL_ERROR_ARG;
  out->fault_index = args.count;
}

void request_read(const uint8_t* line, uint8_t count, Request* out) {
  uint32_t value;
  read_hex(line + 1, 2, &value);
  out->session = static_cast<uint8_t>(value);
  read_hex(line + 4, 2, &value);
  out->sequence = static_cast<uint8_t>(value);
  out->fault_index = 0;
  Cursor cursor = {line + header_bytes, line + count - trailer_bytes};
  const uint8_t* word = cursor.at;
  while (!cursor.word_end()) cursor.at++;
  out->verb = table_find_verb(word, static_cast<uint8_t>(cursor.at - word));
  out->fault = out->verb == TABLE_WORD_NONE ? RL_ERROR_VERB : 0;
  if (out->fault == 0) read_args(&cursor, out);
}
