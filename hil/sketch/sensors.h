// Reads the sensors one after the other, never waiting: what is wanted is asked for, and `sensors_busy` until it is there.

#ifndef ROLLERLOOP_SENSORS_H
#define ROLLERLOOP_SENSORS_H

#include <stdint.h>

enum SensorWish { WISH_ENCODER = 0x01, WISH_GAIN = 0x02, WISH_FIELD = 0x04, WISH_SUPPLY = 0x08, WISH_ALL = 0x0F };

void sensors_reset();
// What this bench does not have is not read.
void sensors_want(uint8_t wishes);
bool sensors_busy();
// Takes the jobs on; the wishes that have come true, or failed.
uint8_t sensors_poll();
// When a sensor that does not answer is given up.
bool sensors_next_due(uint32_t* due_us);

// Tenths of a millitesla.
int16_t sensors_field_tenths();
uint8_t sensors_gain();
uint16_t sensors_supply_mv();

#endif
