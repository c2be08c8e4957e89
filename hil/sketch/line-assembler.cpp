#include "line-assembler.h"

void LineAssembler::reset() {
  count = 0;
  discarding = false;
  whole = false;
}

LineNews LineAssembler::push(uint8_t byte) {
  // The receive interrupt has already stopped the motor. This drops the line that the stop bytes interrupted.
  const bool stopped = stop_half && byte == RL_STOP_BYTE;
  stop_half = !stopped && byte == RL_STOP_BYTE;
  if (stopped) {
    reset();
  } else if (byte == '\n' || byte == '\r') {
    whole = count > 0 && !discarding;
    if (whole) return LINE_WHOLE;
    reset();
  } else if (byte == '>') {
    reset();
    bytes[count++] = byte;
  } else if (!discarding) {
    if (count < LINE_BYTES_MAX) {
      bytes[count++] = byte;
    } else {
      discarding = true;
      return LINE_OVERLONG;
    }
  }
  return LINE_NOTHING;
}
