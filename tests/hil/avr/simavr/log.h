/* A log in memory that the test reads: pairs of a code and a number, most often the count of timer 1. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <stdint.h>

enum { ENTRIES_MAX = 120 };
volatile uint16_t events[2 * ENTRIES_MAX];
volatile uint8_t event_count;

static inline void put(uint16_t code, uint16_t number) {
  if (event_count >= ENTRIES_MAX) return;
  events[2 * event_count] = code;
  events[2 * event_count + 1] = number;
  event_count++;
}
