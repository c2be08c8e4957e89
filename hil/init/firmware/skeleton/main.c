/* main.c: sleeps until something is due, or until telemetry bytes come. */
#include "pump.h"
#include "pump_hal.h"
#include "telemetry.h"

int main(void) {
  pump_start();
  for (;;) {
    pump_run();
    telemetry_run();
    pump_run(); /* a new program may be due at once */
    const uint64_t pump_us = pump_due_us();
    const uint64_t telemetry_us = telemetry_due_us();
    (void)hal_sleep_until_us(pump_us < telemetry_us ? pump_us : telemetry_us, HAL_WAKE_BYTES);
  }
}
