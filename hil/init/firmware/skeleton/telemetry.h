/* telemetry.h: the pump's end of the telemetry wire. protocol/WIRE.md of the package rollerloop describes it. */
#ifndef TELEMETRY_H
#define TELEMETRY_H

#include <stdint.h>

#include "pump.h"

/* Answers the waiting bytes, and sends the banner while no session is open. */
void telemetry_run(void);
uint64_t telemetry_due_us(void);
/* Events. */
void telemetry_logged(const struct log_entry *entry);
void telemetry_alarm(const char *cause, uint8_t is_on);

#endif
