/** Top of a count in the waveform generation modes (data sheet tables 15-8, 16-4 and 18-8). */
export type TopSource = 'max' | 'ocra' | 'icr' | number;

export interface TimerMode {
  readonly kind: 'count' | 'clear' | 'fast' | 'correct';
  readonly top: TopSource;
  /** Moment at which a newly written compare value takes effect. */
  readonly takesOver: 'at once' | 'at top' | 'at bottom';
  /**
   * True in a PWM mode with OCRA or ICR as its top. There COM=1 toggles pin A at its match; in other PWM modes COM=1
   * has no effect.
   */
  readonly togglesA: boolean;
}

const count = { kind: 'count', top: 'max', takesOver: 'at once', togglesA: false } as const;
const clear = (top: TopSource): TimerMode => ({ kind: 'clear', top, takesOver: 'at once', togglesA: false });
const fast = (top: TopSource, togglesA = false): TimerMode => ({ kind: 'fast', top, takesOver: 'at bottom', togglesA });
const correct = (top: TopSource, takesOver: 'at top' | 'at bottom', togglesA = false): TimerMode => ({
  kind: 'correct',
  top,
  takesOver,
  togglesA,
});

/** Modes of timers 0 and 2 by WGM02:0. Reserved modes count normally. */
const modesOf8Bits: readonly TimerMode[] = [
  count,
  correct('max', 'at top'),
  clear('ocra'),
  fast('max'),
  count,
  correct('ocra', 'at top', true),
  count,
  fast('ocra', true),
];

/** Modes of timer 1 by WGM13:0. */
const modesOf16Bits: readonly TimerMode[] = [
  count,
  correct(0xff, 'at top'),
  correct(0x1ff, 'at top'),
  correct(0x3ff, 'at top'),
  clear('ocra'),
  fast(0xff),
  fast(0x1ff),
  fast(0x3ff),
  correct('icr', 'at bottom'),
  correct('ocra', 'at bottom', true),
  correct('icr', 'at top'),
  correct('ocra', 'at top', true),
  clear('icr'),
  count,
  fast('icr', true),
  fast('ocra', true),
];

/** Returns the mode that the registers TCCRnA and TCCRnB of a timer with 8 or 16 bits choose. */
export function timerMode(bits: number, a: number, b: number): TimerMode {
  const has16Bits = bits === 16;
  const modes = has16Bits ? modesOf16Bits : modesOf8Bits;
  return modes[(a & 3) | ((b >> 1) & (has16Bits ? 0x0c : 0x04))] as TimerMode;
}
