// Reads the sensors one after the other without waiting. The caller requests a reading, then polls `sensors_busy`.

#ifndef ROLLERLOOP_SENSORS_H
#define ROLLERLOOP_SENSORS_H

#include <stdint.h>

enum SensorWish { WISH_ENCODER = 0x01, WISH_GAIN = 0x02, WISH_FIELD = 0x04, WISH_SUPPLY = 0x08, WISH_ALL = 0x0F };

void sensors_reset();
// Requests readings. Sensors that this bench lacks are not read.
void sensors_want(uint8_t wishes);
bool sensors_busy();
// Advances the readings. Returns the readings that are complete or have failed.
uint8_t sensors_poll();
// Finds the time at which a silent sensor is given up. Returns false if no reading is running.
bool sensors_next_due(uint32_t* due_us);

// Returns the field in tenths of a millitesla.
int16_t sensors_field_tenths();
uint8_t sensors_gain();
uint16_t sensors_supply_mv();

#endif
