// Queue of refusals for ERRS. When it is full, new refusals are lost and a mark is set.

#ifndef ROLLERLOOP_ERROR_QUEUE_H
#define ROLLERLOOP_ERROR_QUEUE_H

#include "vocabulary.h"

void errors_reset();
void errors_keep(uint8_t number, uint8_t sequence);
// Fills the reply to ERRS with the oldest refusal and the count of the rest, and removes that refusal and the mark.
void errors_take(int32_t* reply);

#endif
