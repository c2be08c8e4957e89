// What a person at a terminal may see before HELLO; nothing that moves is accepted without a trailer.

#ifndef ROLLERLOOP_CONSOLE_H
#define ROLLERLOOP_CONSOLE_H

#include "line-writer.h"

// The line that is to be said next.
enum ConsoleTalk { CONSOLE_QUIET, CONSOLE_STATE, CONSOLE_SHAFT, CONSOLE_REST, CONSOLE_WORDS, CONSOLE_STOP };

ConsoleTalk console_heard(const uint8_t* line, uint8_t count);
// Writes the line and returns what comes after it.
ConsoleTalk console_line(ConsoleTalk talk, LineWriter* line, const int32_t* report);

#endif
