// Console for a person at a terminal, before HELLO. Verbs that move the shaft need a trailer, so the console refuses
// them.

#ifndef ROLLERLOOP_CONSOLE_H
#define ROLLERLOOP_CONSOLE_H

#include "line-writer.h"

// State of the output: the next line to print.
enum ConsoleTalk { CONSOLE_QUIET, CONSOLE_STATE, CONSOLE_SHAFT, CONSOLE_REST, CONSOLE_WORDS, CONSOLE_STOP };

ConsoleTalk console_heard(const uint8_t* line, uint8_t count);
// Writes the line and returns the next one.
ConsoleTalk console_line(ConsoleTalk talk, LineWriter* line, const int32_t* report);

#endif
