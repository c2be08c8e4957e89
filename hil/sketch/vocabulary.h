// The vocabulary of this device. Another firmware that uses these wire sources defines RL_VOCABULARY as its own header.

#ifndef ROLLERLOOP_VOCABULARY_H
#define ROLLERLOOP_VOCABULARY_H

#ifdef RL_VOCABULARY
#include RL_VOCABULARY
#else
#include "protocol.gen.h"
#endif

#endif
