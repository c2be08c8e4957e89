// What the small test firmwares share: pins of the map, and the receiver and transmitter of UART 0 at 9,600 baud.
#ifndef PUMP_CHIP_H
#define PUMP_CHIP_H

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <stdint.h>

#define STEP PD3
#define ENABLE PD5
#define SENSE PD2

static inline void motorOn(void) {
  DDRD |= _BV(STEP) | _BV(ENABLE);
  PORTD |= _BV(ENABLE);
}

static inline void stepMotor(void) {
  PORTD |= _BV(STEP);
  PORTD &= (uint8_t)~_BV(STEP);
}

static inline void openLine(void) {
  UBRR0 = F_CPU / 8 / 9600 - 1;
  UCSR0A = _BV(U2X0);
  UCSR0B = _BV(RXEN0) | _BV(TXEN0);
}

static inline void sendByte(uint8_t byte) {
  while (!(UCSR0A & _BV(UDRE0))) {
  }
  UDR0 = byte;
}

static inline void sendText(const char *text) {
  for (; *text != 0; text += 1) sendByte((uint8_t)*text);
}

static inline void sendNumber(uint16_t number) {
  char digits[6];
  uint8_t count = 0;
  do {
    digits[count++] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  while (count > 0) sendByte((uint8_t)digits[--count]);
}

static inline void sleepIdle(void) {
  set_sleep_mode(SLEEP_MODE_IDLE);
  sleep_mode();
}

#endif
