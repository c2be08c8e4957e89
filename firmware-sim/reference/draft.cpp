#include "draft.h"

#include "crc16.h"
#include "line-writer.h"
#include "pump.h"

// Fields in the order of the checksum, which is that of their bits.
static const uint8_t draft_verbs[] = {RL_VERB_PROGMODE, RL_VERB_PROGRATE, RL_VERB_PROGLOW,
                                      RL_VERB_PROGCRIT, RL_VERB_PROGNON,  RL_VERB_PROGVOL};
static const uint8_t field_count = sizeof draft_verbs;

static bool is_open;
static uint16_t set;
static int32_t values[field_count];

void draft_drop() { is_open = false; }

bool draft_is_open() { return is_open; }

int32_t draft_value(uint16_t field, int32_t otherwise) {
  if (!is_open || (set & field) == 0) return otherwise;
  uint8_t index = 0;
  while ((1u << index) != field) index++;
  return values[index];
}

// CRC over the drafted fields as the wire writes them, each with the blank before it.
static uint16_t checksum() {
  uint8_t text[RL_REPLY_BYTES_MAX];
  LineWriter line = {text, 0};
  for (uint8_t i = 0; i < field_count; i++) {
    if ((set & (1u << i)) != 0) line.fields(table_verb(draft_verbs[i]).args, &values[i]);
  }
  return crc16(text, line.count);
}

static Answer commit(uint16_t got, int32_t* reply) {
  const uint16_t wanted = checksum();
  if (got != wanted) {
    is_open = false;
    return {RL_ERROR_CHECKSUM, {wanted, got}};
  }
  const Refusal refusal = pump_change(set);
  if (refusal.is_refused) return {RL_ERROR_REFUSED, {refusal.field, refusal.why}};
  reply[0] = set;
  is_open = false;
  return {0, {0}};
}

Answer draft_execute(const Request& request, int32_t* reply) {
  if (request.verb == RL_VERB_PROGBEGIN) {
    is_open = true;
    set = 0;
    return {0, {0}};
  }
  if (request.verb == RL_VERB_PROGCANCEL) {
    is_open = false;
    return {0, {0}};
  }
  if (!is_open) return {RL_ERROR_NODRAFT, {0}};
  if (request.verb == RL_VERB_PROGCOMMIT) return commit(static_cast<uint16_t>(request.args[0]), reply);
  if (request.verb == RL_VERB_PROGREAD) {
    reply[0] = set;
    reply[1] = checksum();
    return {0, {0}};
  }
  for (uint8_t i = 0; i < field_count; i++) {
    if (draft_verbs[i] != request.verb) continue;
    set = static_cast<uint16_t>(set | (1u << i));
    values[i] = request.args[0];
  }
  return {0, {0}};
}
