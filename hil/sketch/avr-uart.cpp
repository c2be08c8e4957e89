// UART. The receive interrupt stores bytes and detects stop bytes. The transmit interrupt sends one line.
#ifdef __AVR__
#include <avr/interrupt.h>

#include "avr-chip.h"
#include "hardware.h"
#include "protocol.gen.h"

static const uint8_t ring_bytes = 64;  // a power of two
static const uint8_t ring_half = 32;
static const uint8_t divisor = 16;  // 115200 baud with U2X, 2.1 % too fast at 16 MHz

static uint8_t ring[ring_bytes];
static volatile uint8_t ring_in;
static volatile uint8_t ring_out;
static volatile uint8_t lost;
static volatile uint8_t stop_seen;
static volatile uint8_t stops;
static volatile uint8_t stop_at;  // index in the ring after the last stop
static uint8_t stops_passed;
static uint8_t stop_half;
static uint8_t deaf;  // drops bytes until the next LF or `>`
static const uint8_t* volatile sending_at;
static volatile uint8_t sending_left;

void chip_uart_start() {
  UCSR0A = BIT(U2X0);
  UBRR0 = divisor;
  UCSR0C = BIT(UCSZ01) | BIT(UCSZ00);
  UCSR0B = BIT(RXEN0) | BIT(TXEN0) | BIT(RXCIE0);
}

ISR(USART_RX_vect) {
  if ((UCSR0A & BIT(DOR0)) != 0 && lost != 0xFF) lost++;
  const uint8_t byte = UDR0;
  if (deaf) {
    if (byte != '\n' && byte != '>') return;
    deaf = 0;
    if (byte == '\n') return;
  } else if (byte == RL_STOP_BYTE) {
    if (stop_half) {
      chip_cut_everything();
      stop_seen = 1;
      stops++;
      deaf = 1;
    }
    stop_half = !stop_half;
  } else {
    stop_half = 0;
  }
  const uint8_t at = ring_in;
  const uint8_t next = static_cast<uint8_t>(at + 1) % ring_bytes;
  const uint8_t waiting = static_cast<uint8_t>(next - ring_out) % ring_bytes;
  if (waiting != 0) {
    ring[at] = byte;
    ring_in = next;
  } else if (lost != 0xFF) {
    lost++;
  }
  if (deaf) stop_at = ring_in;
  // Wakes the main loop after a whole line, a stop byte, or at a half-full ring.
  if (byte == '\n' || byte == '\r' || byte == RL_STOP_BYTE || (waiting & ring_half) != 0 || waiting == 0) chip_woken = 1;
}

ISR(USART_UDRE_vect) {
  const uint8_t* at = sending_at;
  UDR0 = *at;
  sending_at = at + 1;
  if (--sending_left != 0) return;
  UCSR0B = BIT(RXEN0) | BIT(TXEN0) | BIT(RXCIE0);
  chip_woken = 1;
}

bool hw_receive(uint8_t* byte) {
  const uint8_t at = ring_out;
  // The count is read before the index. A stop between the two reads is reported by the next call.
  const uint8_t so_far = stops;
  if (at == stop_at) stops_passed = so_far;
  if (at == ring_in) return false;
  *byte = ring[at];
  ring_out = static_cast<uint8_t>(at + 1) % ring_bytes;
  return true;
}

uint8_t hw_overruns() {
  Atomic atomic;
  const uint8_t count = lost;
  lost = 0;
  return count;
}

bool hw_stop_seen() { return stop_seen != 0; }
void hw_stop_clear() { stop_seen = 0; }
uint8_t hw_stops() { return stops; }
uint8_t hw_stops_passed() { return stops_passed; }

void hw_send(const uint8_t* bytes, uint8_t count) {
  sending_at = bytes;
  sending_left = count;
  UCSR0B = BIT(RXEN0) | BIT(TXEN0) | BIT(RXCIE0) | BIT(UDRIE0);
}

bool hw_sending() { return sending_left != 0; }
#endif
