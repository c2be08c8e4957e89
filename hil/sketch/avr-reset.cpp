// Reset cause, watchdog and EEPROM.
#ifdef __AVR__
#include <avr/eeprom.h>
#include <avr/interrupt.h>
#include <avr/wdt.h>

#include "avr-chip.h"
#include "config.h"
#include "hardware.h"
#include "protocol.gen.h"

#define NOINIT __attribute__((section(".noinit")))

static const uint16_t dog_mark = 0xD06E;

static uint8_t flags_of_chip NOINIT;
static uint8_t flags_of_loader NOINIT;
static uint16_t bitten NOINIT;

// Stores the reset flags that the boot loader Optiboot passes in r2. Runs before any other code can use r2.
extern "C" void chip_keep_loader_flags() __attribute__((naked, used, section(".init0")));
extern "C" void chip_keep_loader_flags() { asm volatile("sts %0, r2" ::"i"(&flags_of_loader)); }

// Stops the watchdog. After its own reset it keeps running with its shortest time, so this stops it before variables
// are set.
extern "C" void chip_stop_dog() __attribute__((naked, used, section(".init3")));
extern "C" void chip_stop_dog() {
  flags_of_chip = MCUSR;
  MCUSR = 0;
  wdt_disable();
}

uint8_t chip_reset_cause() {
  const bool dog = bitten == dog_mark;
  bitten = 0;
  const uint8_t flags = flags_of_chip;
  if (dog || (flags & BIT(WDRF)) != 0) return RL_RESET_CAUSE_DOG;
  if ((flags & BIT(PORF)) != 0) return RL_RESET_CAUSE_POWER;
  if ((flags & BIT(BORF)) != 0) return RL_RESET_CAUSE_BROWN;
  // Optiboot itself ends with a watchdog reset, so its watchdog flag has no meaning.
  const bool loader_knows = flags == 0 && flags_of_loader < 0x10;
  if (loader_knows && (flags_of_loader & BIT(PORF)) != 0) return RL_RESET_CAUSE_POWER;
  if (loader_knows && (flags_of_loader & BIT(BORF)) != 0) return RL_RESET_CAUSE_BROWN;
  return RL_RESET_CAUSE_RESET;
}

// Starts the watchdog: an interrupt after eight seconds, then the reset. Eight seconds, because the chip may sleep for
// four.
void chip_dog_start() {
  if (config_option(OPTION_DOG_OFF)) return;
  Atomic atomic;
  wdt_reset();
  WDTCSR = BIT(WDCE) | BIT(WDE);
  WDTCSR = BIT(WDIE) | BIT(WDE) | BIT(WDP3) | BIT(WDP0);
}

ISR(WDT_vect) {
  chip_cut_everything();
  bitten = dog_mark;
  wdt_enable(WDTO_15MS);
  for (;;) {
  }
}

void hw_eeprom_read(void* to, uint8_t count) { eeprom_read_block(to, nullptr, count); }
void hw_eeprom_write(const void* from, uint8_t count) { eeprom_update_block(from, nullptr, count); }
#endif
