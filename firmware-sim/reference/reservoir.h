// The calculated level of the reservoir. The pump measures none: it subtracts the commanded steps from the volume that a
// programmer stated after a refill.

#ifndef REFERENCE_RESERVOIR_H
#define REFERENCE_RESERVOIR_H

#include <stdint.h>

enum ReservoirNews { RESERVOIR_NOTHING, RESERVOIR_LOW, RESERVOIR_EMPTY };

void reservoir_start();
// A programmer stated the volume.
void reservoir_told(int32_t volume_nl, uint32_t commanded_steps);
// True once a programmer stated a volume.
bool reservoir_is_known();
int32_t reservoir_level_nl(uint32_t commanded_steps);
int32_t reservoir_low_nl();
// A level that stays low is not told again.
void reservoir_set_low(int32_t low_nl, uint32_t commanded_steps);
// True while the level is at the low reservoir level or below it.
bool reservoir_is_low(uint32_t commanded_steps);
// Returns what the steps since the last call have reached, once for each level. Empty comes after low.
ReservoirNews reservoir_look(uint32_t commanded_steps);

#endif
