// The firmware: sleeps until something is due, or until telemetry bytes come.

#include "pump.h"
#include "pump_hal.h"
#include "telemetry.h"
#include "wire.h"

int main() {
  const uint64_t start_us = hal_now_us();
  wire_start(start_us);
  telemetry_start();
  pump_start(start_us);
  for (;;) {
    // The wire comes last: events of this moment leave in its turn.
    pump_run(hal_now_us());
    wire_run(hal_now_us());
    const uint64_t pump_us = pump_due_us();
    const uint64_t wire_us = wire_due_us();
    hal_sleep_until_us(pump_us < wire_us ? pump_us : wire_us, HAL_WAKE_BYTES);
  }
}
