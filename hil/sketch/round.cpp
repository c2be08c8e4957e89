#include "round.h"

#include "board.h"
#include "due.h"
#include "endpoint.h"
#include "hardware.h"

void round_start(uint8_t reset_cause) {
  const ConfigSource source = config_load();
  hw_configure();
  endpoint_start();
  board_start(source, reset_cause);
}

static void set_alarm() {
  Earliest earliest = {0, false};
  uint32_t due_us;
  if (board_next_due(&due_us)) earliest.take(due_us);
  if (endpoint_next_due(&due_us)) earliest.take(due_us);
  if (earliest.any) hw_wake_at(earliest.us);
  else hw_wake_never();
}

bool round_run() {
  board_poll();
  if (endpoint_poll()) return true;
  set_alarm();
  return false;
}
