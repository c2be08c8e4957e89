/** Clock of an Arduino Uno or Nano. */
export const CLOCK_MHZ = 16;
export const CPU_HZ = 16_000_000;
/** Processor cycles in a microsecond, which are also ticks of the emulated chip's clock source. */
export const CYCLES_PER_US = 16;
