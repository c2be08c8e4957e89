// Two-wire master that reads registers of the AS5600. Its interrupt only wakes the main loop, which executes the steps.
// The code never waits for a line that stays low: the caller abandons the reading.
#ifdef __AVR__
#include <avr/interrupt.h>
#include <util/twi.h>

#include "avr-chip.h"
#include "hardware.h"

static const uint8_t bytes_max = 3;
static const uint8_t bit_rate_100_khz = 72;
static const uint8_t clocks_to_free_bus = 9;

static uint8_t first_register;
static uint8_t wanted;
static uint8_t got;
static uint8_t read_bytes[bytes_max];
static HwJob job = HW_JOB_DONE;

static void go_on(uint8_t bits) { TWCR = static_cast<uint8_t>(BIT(TWINT) | BIT(TWEN) | BIT(TWIE) | bits); }

void chip_encoder_start() {
  PORTC |= BIT(4) | BIT(5);
  TWBR = bit_rate_100_khz;
  TWSR = 0;
}

ISR(TWI_vect) {
  TWCR = BIT(TWEN);  // the flag stays, its interrupt does not
  chip_woken = 1;
}

// A slave whose transfer was cut off within a byte releases the bus after at most nine clocks.
static void free_bus() {
  if ((PINC & BIT(4)) != 0) return;
  for (uint8_t i = 0; i < clocks_to_free_bus; i++) {
    PORTC = static_cast<uint8_t>(PORTC & ~BIT(5));
    DDRC |= BIT(5);
    __builtin_avr_delay_cycles(80);
    DDRC = static_cast<uint8_t>(DDRC & ~BIT(5));
    PORTC |= BIT(5);
    __builtin_avr_delay_cycles(80);
  }
}

void hw_encoder_read(uint8_t from, uint8_t count) {
  if ((TWCR & BIT(TWEN)) == 0) free_bus();
  first_register = from;
  wanted = count > bytes_max ? bytes_max : count;
  got = 0;
  job = HW_JOB_RUNNING;
  go_on(static_cast<uint8_t>(BIT(TWSTA) | (TWCR & BIT(TWSTO))));
}

static void send_byte(uint8_t byte) {
  TWDR = byte;
  go_on(0);
}

static void finish(HwJob how) {
  job = how;
  TWCR = BIT(TWINT) | BIT(TWEN) | BIT(TWSTO);
}

static void next_step() {
  switch (TW_STATUS) {
    case TW_START: send_byte(RIG_AS5600_ADDRESS << 1 | TW_WRITE); break;
    case TW_MT_SLA_ACK: send_byte(first_register); break;
    case TW_MT_DATA_ACK: go_on(BIT(TWSTA)); break;
    case TW_REP_START: send_byte(RIG_AS5600_ADDRESS << 1 | TW_READ); break;
    case TW_MR_SLA_ACK: go_on(wanted > 1 ? BIT(TWEA) : 0); break;
    case TW_MR_DATA_ACK:
      read_bytes[got++] = TWDR;
      go_on(got + 1 < wanted ? BIT(TWEA) : 0);
      break;
    case TW_MR_DATA_NACK:
      read_bytes[got] = TWDR;
      finish(HW_JOB_DONE);
      break;
    default: finish(HW_JOB_FAILED); break;
  }
}

HwJob hw_encoder_job(uint8_t* bytes) {
  if (job == HW_JOB_RUNNING && (TWCR & BIT(TWINT)) != 0) next_step();
  if (job == HW_JOB_DONE) {
    for (uint8_t i = 0; i < wanted; i++) bytes[i] = read_bytes[i];
  }
  return job;
}

void hw_encoder_give_up() {
  job = HW_JOB_FAILED;
  TWCR = 0;
}
#endif
