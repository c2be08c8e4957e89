// Telemetry bytes on an ATmega328P: the USART at 38400 baud, with a ring for each direction.

#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>

#include "hal.h"
#include "pump_hal.h"

// 8 MHz / (16 x 13) is 0.2 % above 38400 baud.
static const uint8_t baud_divisor = 12;
// A request has at most 60 bytes, a reply or an event 120. Sizes are powers of two.
static const uint8_t in_size = 64;
static const uint8_t out_size = 128;

static volatile uint8_t in_bytes[in_size];
static volatile uint8_t in_first, in_count;
static volatile uint8_t out_bytes[out_size];
static volatile uint8_t out_first, out_count;

void avr_telemetry_start() {
  UBRR0 = baud_divisor;
  UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
  UCSR0B = _BV(RXCIE0) | _BV(RXEN0) | _BV(TXEN0);
}

ISR(USART_RX_vect) {
  const uint8_t byte = UDR0;
  if (in_count == in_size) return;  // the CRC of the line then fails
  in_bytes[(in_first + in_count) % in_size] = byte;
  in_count = static_cast<uint8_t>(in_count + 1);
}

ISR(USART_UDRE_vect) {
  if (out_count == 0) {
    UCSR0B &= static_cast<uint8_t>(~_BV(UDRIE0));
    return;
  }
  UDR0 = out_bytes[out_first];
  out_first = static_cast<uint8_t>((out_first + 1) % out_size);
  out_count = static_cast<uint8_t>(out_count - 1);
}

bool avr_has_telemetry() { return in_count > 0; }

uint16_t hal_telemetry_read(uint8_t* to, uint16_t byte_count_max) {
  uint16_t count = 0;
  while (count < byte_count_max && in_count > 0) {
    to[count++] = in_bytes[in_first];
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
      in_first = static_cast<uint8_t>((in_first + 1) % in_size);
      in_count = static_cast<uint8_t>(in_count - 1);
    }
  }
  return count;
}

// Waits while the ring is full: a second line follows the first in at most 31 ms.
void hal_telemetry_write(const uint8_t* from, uint16_t byte_count) {
  for (; byte_count > 0; from++, byte_count--) {
    while (out_count == out_size) {
    }
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
      out_bytes[(out_first + out_count) % out_size] = *from;
      out_count = static_cast<uint8_t>(out_count + 1);
      UCSR0B |= _BV(UDRIE0);
    }
  }
}
