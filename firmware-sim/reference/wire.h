// The device's end of the telemetry wire: frames, sessions, sequence, kept reply, error queue, events and banner. A request
// is executed once, however often it comes.

#ifndef REFERENCE_WIRE_H
#define REFERENCE_WIRE_H

#include "events.h"
#include "request.h"

// Result of a request: 0 for ok, or an rl_error with its fields.
struct Answer {
  uint8_t error;
  int32_t fields[RL_ROW_FIELDS_MAX];
};

void wire_start(uint64_t now_us);
// Takes the received bytes and answers whole lines; sends events, and the banner while no session is open.
void wire_run(uint64_t now_us);
// Reports an event.
void wire_event(uint8_t kind, const int32_t* fields);
uint64_t wire_due_us();

// What the firmware behind the wire provides:
// Executes a verb that the wire does not handle itself. Fills the fields of its reply.
Answer telemetry_execute(const Request& request, int32_t* reply);
// Writes the report, but for the number of the last event.
void telemetry_report(int32_t* values);
// A session begins: an open draft is dropped.
void telemetry_hello();

#endif
