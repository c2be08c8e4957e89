// Constants in flash on a board, in plain memory on a PC.

#ifndef ROLLERLOOP_FLASH_H
#define ROLLERLOOP_FLASH_H

#include <stdint.h>
#include <string.h>

#ifdef __AVR__
#include <avr/pgmspace.h>
#else
#define PROGMEM
#define PSTR(text) (text)
static inline void memcpy_P(void* to, const void* from, size_t count) { memcpy(to, from, count); }
static inline uint8_t pgm_read_byte(const void* at) { return *static_cast<const uint8_t*>(at); }
#endif

template <typename T>
static inline T flash_read(const T* at) {
  T value;
  memcpy_P(&value, at, sizeof value);
  return value;
}

// Returns true if the word in flash equals `text[0, count)`. A zero byte in the text matches nothing.
static inline bool flash_spells(const char* word, const uint8_t* text, uint8_t count) {
  uint8_t byte = pgm_read_byte(word);
  for (; count > 0 && byte != 0 && byte == *text; byte = pgm_read_byte(++word)) {
    text++;
    count--;
  }
  return count == 0 && byte == 0;
}

#endif
