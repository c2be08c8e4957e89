/* verbs.h: what telemetry.c and verbs.c need of each other. */
#ifndef VERBS_H
#define VERBS_H

#include <stdint.h>

enum fault { SOUND, NOT_CANONICAL, OUT_OF_RANGE };

/* Executes a request: verb and argument. It replies by ok() or refuse(). */
void execute(const char *word);
uint8_t has_draft(void);
/* Drops the draft and the reading of the log. */
void drop_draft(void);
/* Reads exactly `size` uppercase hex digits up to the end of the text. */
enum fault read_hex(const char *text, uint32_t size, uint32_t *value);

/* Adds fields to the reply. */
void ok(const char *format, ...);
/* Replaces the reply by a refusal. `number` is that of the error in the description of the wire. */
void refuse(uint32_t number, const char *format, ...);
uint32_t crc_of(uint32_t crc, const char *bytes, uint32_t count);

/* Verbs of the wire itself. */
void do_stat(uint32_t value);
void do_ping(uint32_t value);
void do_errs(uint32_t value);
void do_evts(uint32_t from);

#endif
