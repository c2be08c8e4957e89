#include "crc16.h"

#ifdef __AVR__
#include <util/crc16.h>
#else
static uint16_t _crc_xmodem_update(uint16_t crc, uint8_t byte) {
  crc = static_cast<uint16_t>(crc ^ (byte << 8));
  for (uint8_t bit = 0; bit < 8; bit++) {
    crc = static_cast<uint16_t>((crc & 0x8000u) != 0 ? (crc << 1) ^ 0x1021 : crc << 1);
  }
  return crc;
}
#endif

uint16_t crc16(const uint8_t* bytes, uint8_t count) {
  uint16_t crc = 0xFFFF;
  for (uint8_t i = 0; i < count; i++) crc = _crc_xmodem_update(crc, bytes[i]);
  return crc;
}
