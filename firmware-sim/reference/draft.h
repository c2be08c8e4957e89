// A program that a programmer drafts line by line. Nothing of it runs until its checksum has been confirmed.

#ifndef REFERENCE_DRAFT_H
#define REFERENCE_DRAFT_H

#include "wire.h"

void draft_drop();
bool draft_is_open();
// Executes a verb whose name begins with PROG.
Answer draft_execute(const Request& request, int32_t* reply);
// Value of a drafted field: one of RL_FIELDS_SET_...; `otherwise` if the draft does not set it.
int32_t draft_value(uint16_t field, int32_t otherwise);

#endif
