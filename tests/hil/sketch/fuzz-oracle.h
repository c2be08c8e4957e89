// Rules that a board obeys for any received bytes. The oracle has its own parser of lines and its own count of stops,
// so that the sketch is not judged by its own parser. A violation ends the program.

#ifndef ROLLERLOOP_FUZZ_ORACLE_H
#define ROLLERLOOP_FUZZ_ORACLE_H

#include <string>

#include "config.h"
#include "pc-hardware.h"

void oracle_start(const std::vector<uint8_t>& image, uint32_t at_us);
// Called before a byte reaches the receive interrupt.
void oracle_arrived(uint8_t byte);
// Runs the main loop until nothing is left to do. Then checks the rules.
void oracle_settle();
void oracle_wait(uint32_t us);
// Writes a request of the live session with the expected number, changed by `session_off` and `sequence_off`.
std::string oracle_framed(const std::string& body, int session_off, int sequence_off);

#endif
