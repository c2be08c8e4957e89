// What the endpoint asks of the device behind it: state, report, and the verbs that are the rig's own.

#ifndef ROLLERLOOP_BOARD_H
#define ROLLERLOOP_BOARD_H

#include "config.h"
#include "request.h"

// Error 0 is good; an error of the table has one field at most.
struct Answer {
  uint8_t error;
  int32_t field;
};

void board_start(ConfigSource source, uint8_t reset_cause);
// Everything that is due; the endpoint speaks afterwards.
void board_poll();

uint8_t board_state();
uint8_t board_stop_cause();
uint8_t board_reset_cause();
// Of how the configuration was found; a text in flash.
const char* board_name();
void board_report(int32_t* values);
// A session begins: halt and clear the motion queue.
void board_hello();
// A sound line of the live session came; without one for 5 s, what is energised or imposed is stopped.
void board_heard();
// True while the answer has to wait for sensors or for a push under way.
bool board_not_yet(const Request& request);
// For a verb that the endpoint does not answer itself, allowed in this state.
Answer board_execute(const Request& request, int32_t* reply);


// The earliest moment at which something is due; false: none.
bool board_next_due(uint32_t* due_us);

#endif
