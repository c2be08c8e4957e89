// CRC-16/CCITT-FALSE: polynomial 1021, from FFFF, not reflected; "123456789" gives 29B1.

#ifndef ROLLERLOOP_CRC16_H
#define ROLLERLOOP_CRC16_H

#include <stdint.h>

uint16_t crc16(const uint8_t* bytes, uint8_t count);

#endif
