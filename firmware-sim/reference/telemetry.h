// Verbs of the telemetry wire that read, program and act on the pump. wire.h declares what they provide.

#ifndef REFERENCE_TELEMETRY_H
#define REFERENCE_TELEMETRY_H

#include <stdint.h>

void telemetry_start();

#endif
