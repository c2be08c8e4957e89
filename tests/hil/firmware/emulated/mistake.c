// One mistake each, chosen by MISTAKE.
#include <avr/eeprom.h>
#include <avr/wdt.h>
#include "pump-chip.h"

#define IS_AWAKE 1
#define IS_SLEEPING_BEAUTY 2
#define HAS_DEEP_SLEEP 3
#define LEAVES_PROGRAM 4
#define IS_BITTEN 5
#define FLOODS 6
#define HAS_OTHER_BAUD 7
#define WRITES_BEYOND 8
#define DRIVES_BOTH_ENDS 9
#define USES_SPI 10
#define IS_AWAKE_BUT_KICKS 11
#define LACKS_HANDLER 12
#define HAS_BAD_CRC 13

// A watchdog stays on after its reset.
void stopWatchdog(void) __attribute__((naked, used, section(".init3")));
void stopWatchdog(void) {
  MCUSR = 0;
  wdt_disable();
}

static inline void wait(void) {
  for (volatile uint16_t i = 0; i < 1000; i += 1) {
  }
}

int main(void) {
#if MISTAKE == IS_AWAKE
  for (;;) wait();
#elif MISTAKE == IS_AWAKE_BUT_KICKS
  wdt_enable(WDTO_2S);
  for (;;) {
    wait();
    wdt_reset();
  }
#elif MISTAKE == IS_SLEEPING_BEAUTY
  cli();
  sleepIdle();
#elif MISTAKE == HAS_DEEP_SLEEP
  openLine();
  UCSR0B |= _BV(RXCIE0);
  sei();
  set_sleep_mode(SLEEP_MODE_PWR_DOWN);
  sleep_mode();
#elif MISTAKE == LEAVES_PROGRAM
  motorOn();
  stepMotor();
  ((void (*)(void))0x3000)();
#elif MISTAKE == IS_BITTEN
  wdt_enable(WDTO_15MS);
  for (;;) wait();
#elif MISTAKE == FLOODS
  openLine();
  for (;;) sendText("alarm\n");
#elif MISTAKE == HAS_OTHER_BAUD
  openLine();
  UBRR0 = F_CPU / 8 / 19200 - 1;
  sendText("hello\n");
#elif MISTAKE == WRITES_BEYOND
  eeprom_write_byte((uint8_t *)1024, 1);
#elif MISTAKE == DRIVES_BOTH_ENDS
  DDRD |= _BV(PD6) | _BV(PD7);
  const uint8_t patterns[] = {_BV(PD6), _BV(PD6) | _BV(PD7), _BV(PD7), 0};
  for (uint8_t i = 0;; i += 1) {
    PORTD = patterns[i & 3];
    wait();
  }
#elif MISTAKE == HAS_BAD_CRC
  openLine();
  sendText("#READY pump\n");
  for (;;) {
    while (!(UCSR0A & _BV(RXC0))) {
    }
    if (UDR0 == '\n') sendText("<00.01 STAT*0BFFFF\n");
  }
#elif MISTAKE == LACKS_HANDLER
  TIMSK0 = _BV(TOIE0);
  TCCR0B = _BV(CS00);
#elif MISTAKE == USES_SPI
  SPCR = _BV(SPE);
#else
#error "no such mistake"
#endif
  sei();
  for (;;) sleepIdle();
}
