// Interface of the rig for the endpoint: state, report, and the rig's own verbs.

#ifndef ROLLERLOOP_BOARD_H
#define ROLLERLOOP_BOARD_H

#include "config.h"
#include "request.h"

// Result of a verb. Error 0 means success. An error of the table has at most one field.
struct Answer {
  uint8_t error;
  int32_t field;
};

void board_start(ConfigSource source, uint8_t reset_cause);
// Runs everything that is due. After it the endpoint sends.
void board_poll();

uint8_t board_state();
uint8_t board_stop_cause();
uint8_t board_reset_cause();
// Returns a text in flash about the state of the configuration.
const char* board_name();
void board_report(int32_t* values);
// Begins a session: halts and clears the motion queue.
void board_hello();
// Notes a valid line of the session. After 5 s without one, the board ends all current and stall modes.
void board_heard();
// Returns true while the answer has to wait for sensors or for a running push.
bool board_not_yet(const Request& request);
// Executes a verb of the rig that is allowed in this state.
Answer board_execute(const Request& request, int32_t* reply);


// Finds the earliest time at which an action is due. Returns false if none is.
bool board_next_due(uint32_t* due_us);

#endif
