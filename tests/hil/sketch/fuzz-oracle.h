// Rules that a board obeys whatever bytes it receives. The oracle has its own parser of lines and count of stops, so that
// the sketch is not judged by its own parser. A violation ends the program.

#ifndef ROLLERLOOP_FUZZ_ORACLE_H
#define ROLLERLOOP_FUZZ_ORACLE_H

#include <string>

#include "config.h"
#include "pc-hardware.h"

void oracle_start(const std::vector<uint8_t>& image, uint32_t at_us);
// A byte is about to reach the receive interrupt.
void oracle_arrived(uint8_t byte);
// The main loop runs until it rests, and what must hold then is looked at.
void oracle_settle();
void oracle_wait(uint32_t us);
// A request of the live session with the number that is expected, `session_off` and `sequence_off` apart.
std::string oracle_framed(const std::string& body, int session_off, int sequence_off);

#endif
