/* verbs.c: what a programmer reads and sets, and the draft of a program. */
#include "verbs.h"

#include <stdio.h>
#include <string.h>

#include "pump.h"
#include "pump_hal.h"

#define FIELDS 6u
#define TEXT_BYTES 60u

/* Argument of a verb: a number with decimals, hex digits, a page, or words to choose from. */
struct verb {
  const char *word, *key;
  char kind; /* 'n' number, 'x' hex, 'w' one of `words`, 0: no argument */
  uint8_t size; /* decimals, or hex digits */
  uint32_t max;
  const char *words;
  void (*run)(uint32_t value);
};

static uint32_t page_newest, page_count; /* the log as page 0 found it */
static const char *argument_text; /* as it stands on the line, with the space before it */

/* The draft: a field is set if its text is not empty. The order is that of the checksum. */
static uint8_t is_draft;
static char draft_text[FIELDS][TEXT_BYTES];
static uint32_t draft[FIELDS];
enum field { MODE, RATE, LOW, CRIT, NON, VOL };

static const char *const kinds[] = { "none", "stall", "recovered", "low" };

uint8_t has_draft(void) { return is_draft; }

void drop_draft(void) {
  is_draft = 0;
  page_count = 0;
}

static void do_ident(uint32_t value) {
  (void)value;
  ok(" model=synchromed-ii sn=1 cal=%u.%03u fw=1", TURN_NL / 1000u, TURN_NL % 1000u);
}

static void do_able(uint32_t value) { (void)value; ok(" set=0001"); }

static uint32_t value_of(uint32_t of_draft, enum field field, uint32_t otherwise) {
  return of_draft && draft_text[field][0] != '\0' ? draft[field] : otherwise;
}

static uint8_t lacks_draft(uint32_t of_draft) {
  if (!of_draft || is_draft) return 0;
  refuse(20, "NODRAFT");
  return 1;
}

static void do_therapy(uint32_t of_draft) {
  if (lacks_draft(of_draft)) return;
  const uint32_t mode = value_of(of_draft, MODE, pump.program.is_running ? 0 : 2u);
  const uint32_t rate = mode == 0 ? value_of(of_draft, RATE, pump.program.rate_nl) : 0;
  ok(" mode=%s r=%u.%06u b=none l=0.000000", mode == 0 ? "continuous" : "stopped", rate / 1000000u, rate % 1000000u);
}

static void do_reservoir(uint32_t of_draft) {
  if (lacks_draft(of_draft)) return;
  const uint32_t level = value_of(of_draft, VOL, pump.level_nl);
  ok(" level=%u.%06u cap=%u.0 cath=0.0000", level / 1000000u, level % 1000000u, CAPACITY_NL / 1000000u);
}

static void do_alarms(uint32_t of_draft) {
  if (lacks_draft(of_draft)) return;
  const uint32_t low = value_of(of_draft, LOW, pump.program.low_nl / 1000u);
  ok(" set=%04X eri=0 low=%u.%03u", (pump.is_stalled ? 1u : 0) | (pump.is_low ? 0x40u : 0), low / 1000u, low % 1000u);
  ok(" crit=%u non=%u", value_of(of_draft, CRIT, pump.program.critical_s), value_of(of_draft, NON, pump.program.non_critical_s));
}

static void do_log(uint32_t page) {
  if (page == 0) {
    page_newest = pump.log_count;
    page_count = pump.log_count < LOG_ENTRIES ? pump.log_count : LOG_ENTRIES;
  } else if (page >= page_count) {
    refuse(23, "PAGE of=%u", page_count);
    return;
  }
  if (page_count == 0) {
    ok(" of=0 n=0 at=0 kind=none");
    return;
  }
  const struct log_entry *entry = &pump.log[(page_newest - 1u - page) % LOG_ENTRIES];
  ok(" of=%u n=%u at=%u kind=%s", page_count, entry->number, entry->at_s, kinds[entry->kind]);
}

static void do_interrogate(uint32_t value) {
  const uint32_t total_ul = (uint32_t)(pump.steps * STEP_NL / 1000u);
  const uint32_t age_tenths = (uint32_t)(hal_now_us() / (8640u * US_PER_SECOND));
  (void)value;
  ok(" age=%u.%u log=%u", age_tenths / 10u, age_tenths % 10u, pump.log_count < LOG_ENTRIES ? pump.log_count : LOG_ENTRIES);
  ok(" sum=%u.%03u ref=99999.0", total_ul / 1000u, total_ul % 1000u);
}

static void do_begin(uint32_t value) {
  (void)value;
  is_draft = 1;
  memset(draft_text, 0, sizeof draft_text);
}

static void do_cancel(uint32_t value) { (void)value; is_draft = 0; }

static void draft_field(enum field field, uint32_t value) {
  if (lacks_draft(1)) return;
  draft[field] = value;
  (void)snprintf(draft_text[field], sizeof draft_text[field], "%s", argument_text);
}

static void do_mode(uint32_t value) { draft_field(MODE, value); }
static void do_rate(uint32_t value) { draft_field(RATE, value); }
static void do_low(uint32_t value) { draft_field(LOW, value); }
static void do_crit(uint32_t value) { draft_field(CRIT, value); }
static void do_non(uint32_t value) { draft_field(NON, value); }
static void do_vol(uint32_t value) { draft_field(VOL, value); }

static uint32_t fields_set(void) {
  uint32_t set = 0;
  for (uint32_t i = 0; i < FIELDS; i += 1u) set |= (draft_text[i][0] != '\0' ? 1u : 0) << i;
  return set;
}

static uint32_t checksum(void) {
  uint32_t crc = 0xffffu;
  for (uint32_t i = 0; i < FIELDS; i += 1u) crc = crc_of(crc, draft_text[i], (uint32_t)strlen(draft_text[i]));
  return crc;
}

static void do_read(uint32_t value) {
  (void)value;
  if (!lacks_draft(1)) ok(" set=%04X crc=%04X", fields_set(), checksum());
}

static uint8_t is_within(uint32_t value, uint32_t min, uint32_t max) { return value >= min && value <= max; }

/* Returns why the draft cannot run, or NULL. */
static const char *draft_fault(void) {
  const uint32_t mode = value_of(1, MODE, pump.program.is_running ? 0 : 2u);
  const uint32_t rate = value_of(1, RATE, pump.program.rate_nl);
  if (fields_set() == 0) return "draft why=missing";
  if (mode != 0 && mode != 2u) return "mode why=lacking";
  if (mode != 0 && draft_text[RATE][0] != '\0') return "rate why=mode";
  if (mode == 0 && rate == 0) return "rate why=missing";
  if (mode == 0 && !is_within(rate, RATE_MIN_NL, RATE_MAX_NL)) return "rate why=range";
  if (value_of(1, LOW, 0) > CAPACITY_NL / 1000u) return "low why=range";
  if (!is_within(value_of(1, CRIT, 60u), 60u, 86400u)) return "crit why=range";
  if (!is_within(value_of(1, NON, 60u), 60u, 86400u)) return "non why=range";
  return is_within(value_of(1, VOL, 1u), 1u, CAPACITY_NL) ? NULL : "vol why=range";
}

static void run_draft(void) {
  struct program next = pump.program;
  next.is_running = value_of(1, MODE, pump.program.is_running ? 0 : 2u) == 0;
  next.rate_nl = next.is_running ? value_of(1, RATE, pump.program.rate_nl) : 0;
  next.low_nl = value_of(1, LOW, pump.program.low_nl / 1000u) * 1000u;
  next.critical_s = value_of(1, CRIT, pump.program.critical_s);
  next.non_critical_s = value_of(1, NON, pump.program.non_critical_s);
  if (draft_text[VOL][0] != '\0') pump_refilled(draft[VOL]);
  pump_program(&next);
}

static void do_commit(uint32_t crc) {
  if (lacks_draft(1)) return;
  const char *fault = draft_fault();
  const uint32_t want = checksum();
  if (crc != want) {
    is_draft = 0;
    refuse(21, "CHECKSUM want=%04X got=%04X", want, crc);
  } else if (fault != NULL) {
    refuse(22, "REFUSED f=%s", fault);
  } else {
    run_draft();
    is_draft = 0;
    ok(" set=%04X", fields_set());
  }
}

static void do_stop(uint32_t value) {
  struct program next = pump.program;
  (void)value;
  next.is_running = 0;
  next.rate_nl = 0;
  pump_program(&next);
}

#define OF "of", 'w', 0, 0, "pump draft "
#define NO_ARGUMENT "", 0, 0, 0, ""
static const struct verb verbs[] = {
  { "STAT", NO_ARGUMENT, do_stat },
  { "PING", NO_ARGUMENT, do_ping },
  { "ERRS", NO_ARGUMENT, do_errs },
  { "EVTS", "from", 'x', 2, 0, "", do_evts },
  { "IDENT", NO_ARGUMENT, do_ident },
  { "ABLE", NO_ARGUMENT, do_able },
  { "THERAPY", OF, do_therapy },
  { "RESERVOIR", OF, do_reservoir },
  { "ALARMS", OF, do_alarms },
  { "LOG", "page", 'n', 0, 999, "", do_log },
  { "INTERROGATE", NO_ARGUMENT, do_interrogate },
  { "PROGBEGIN", NO_ARGUMENT, do_begin },
  { "PROGMODE", "mode", 'w', 0, 0, "continuous minimum stopped flex periodic ", do_mode },
  { "PROGRATE", "rate", 'n', 6, 100000000, "", do_rate },
  { "PROGLOW", "low", 'n', 3, 999000, "", do_low },
  { "PROGCRIT", "crit", 'n', 0, 9999999, "", do_crit },
  { "PROGNON", "non", 'n', 0, 9999999, "", do_non },
  { "PROGVOL", "vol", 'n', 6, 999000000, "", do_vol },
  { "PROGREAD", NO_ARGUMENT, do_read },
  { "PROGCOMMIT", "crc", 'x', 4, 0, "", do_commit },
  { "PROGCANCEL", NO_ARGUMENT, do_cancel },
  { "STOP", NO_ARGUMENT, do_stop },
};

/* -- arguments */

static uint8_t is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/* Reads exactly `size` uppercase hex digits up to the end of the text. */
enum fault read_hex(const char *text, uint32_t size, uint32_t *value) {
  *value = 0;
  if (strlen(text) != size || strspn(text, "0123456789ABCDEF") != size) return NOT_CANONICAL;
  for (; *text != '\0'; text += 1) *value = *value * 16u + (uint32_t)(is_digit(*text) ? *text - '0' : *text - 'A' + 10);
  return SOUND;
}

/* Reads a number in its one spelling: no leading zero, and exactly as many decimals as the table says. */
static enum fault read_number(const char *text, const struct verb *verb, uint32_t *value) {
  const uint8_t is_negative = *text == '-';
  if (is_negative) text += 1;
  const size_t whole = strspn(text, "0123456789");
  const size_t decimals = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
  const size_t length = whole + (verb->size > 0 ? 1u + verb->size : 0);
  uint64_t read = 0;
  if (whole == 0 || (whole > 1 && *text == '0') || decimals != verb->size || strlen(text) != length) return NOT_CANONICAL;
  for (; *text != '\0'; text += 1)
    if (is_digit(*text) && read <= UINT32_MAX) read = read * 10u + (uint32_t)(*text - '0');
  *value = (uint32_t)read;
  if (is_negative) return read == 0 ? NOT_CANONICAL : OUT_OF_RANGE;
  return read <= verb->max ? SOUND : OUT_OF_RANGE;
}

/* Reads the place of a word among those that the verb allows. */
static enum fault read_word(const char *text, const struct verb *verb, uint32_t *value) {
  *value = 0;
  for (const char *word = verb->words; *word != '\0'; word = strchr(word, ' ') + 1, *value += 1u) {
    const size_t length = (size_t)(strchr(word, ' ') - word);
    if (strlen(text) == length && memcmp(text, word, length) == 0) return SOUND;
  }
  return NOT_CANONICAL;
}

/* Reads the argument in the text after the verb, which begins with a space or is empty. */
static enum fault read_argument(const char *text, const struct verb *verb, uint32_t *value) {
  const size_t key = strlen(verb->key);
  *value = 0;
  if (verb->kind == 0) return *text == '\0' ? SOUND : NOT_CANONICAL;
  if (*text != ' ' || strncmp(text + 1, verb->key, key) != 0 || text[key + 1u] != '=') return NOT_CANONICAL;
  const char *found = text + key + 2u;
  if (verb->kind == 'x') return read_hex(found, verb->size, value);
  return verb->kind == 'w' ? read_word(found, verb, value) : read_number(found, verb, value);
}

static void run_verb(const struct verb *verb, const char *argument, uint32_t value) {
  argument_text = argument;
  verb->run(value);
}

void execute(const char *word) {
  const size_t length = strcspn(word, " ");
  for (uint32_t i = 0; i < sizeof verbs / sizeof verbs[0]; i += 1u) {
    uint32_t value;
    if (strlen(verbs[i].word) != length || memcmp(verbs[i].word, word, length) != 0) continue;
    const enum fault fault = read_argument(word + length, &verbs[i], &value);
    if (fault == NOT_CANONICAL) refuse(6, "ARG at=0");
    else if (fault == OUT_OF_RANGE) refuse(7, "RANGE at=0");
    else run_verb(&verbs[i], word + length, value);
    return;
  }
  refuse(5, "VERB");
}
