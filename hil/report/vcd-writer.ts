import { CPU_HZ } from '../board/board-clock.ts';
import type { BoardProbe, ProbeSignal } from '../board/board-probe.ts';

/** Ticks of 100 ps in a cycle of 62.5 ns. The format allows only powers of ten as a tick. */
const TICKS_PER_CYCLE = 10_000_000_000 / CPU_HZ;
const FRAME_BITS = 10;

type VcdSignal = ProbeSignal | 'rx' | 'tx';

/** Identifier, kind and initial value of each signal. A `wire` holds a level, a `real` a number. */
const SIGNALS: Readonly<
  Record<VcdSignal, { readonly id: string; readonly kind: 'wire' | 'real'; readonly initial: number }>
> = {
  step: { id: '!', kind: 'wire', initial: 0 },
  dir: { id: '"', kind: 'wire', initial: 0 },
  en: { id: '#', kind: 'wire', initial: 1 },
  brake: { id: '$', kind: 'wire', initial: 0 },
  coil1: { id: '%', kind: 'wire', initial: 0 },
  coil2: { id: '&', kind: 'wire', initial: 0 },
  coil3: { id: "'", kind: 'wire', initial: 0 },
  coil4: { id: '(', kind: 'wire', initial: 0 },
  index: { id: ')', kind: 'wire', initial: 1 },
  rx: { id: '*', kind: 'wire', initial: 1 },
  tx: { id: '+', kind: 'wire', initial: 1 },
  rotorDeg: { id: ',', kind: 'real', initial: 0 },
  shaftDeg: { id: '-', kind: 'real', initial: 0 },
  fieldMt: { id: '.', kind: 'real', initial: 0 },
};

interface Change {
  readonly ticks: number;
  readonly text: string;
}

/** Writes the signals of a board as a value change dump for GTKWave and similar viewers, in board time. */
export class VcdWriter implements BoardProbe {
  readonly #write: (text: string) => void;
  #ahead: Change[] = [];
  #isSorted = true;
  #ticks = -1;
  readonly #lineLevel: Record<'rx' | 'tx', number> = { rx: 1, tx: 1 };

  constructor(write: (text: string) => void) {
    this.#write = write;
    const entries = Object.entries(SIGNALS);
    const declared = entries.map(([name, { id, kind }]) =>
      kind === 'wire' ? `$var wire 1 ${id} ${name} $end` : `$var real 64 ${id} ${name} $end`,
    );
    const initial = entries.map(([name, { initial: value }]) => valueText(name as VcdSignal, value));
    write(
      `$comment\n Board time of an emulated board. For sigrok: --input-format vcd:downsample=1000\n$end\n$timescale 100 ps $end\n$scope module board $end\n${declared.join('\n')}\n` +
        `$upscope $end\n$enddefinitions $end\n$dumpvars\n${initial.join('\n')}\n$end\n`,
    );
  }

  change(signal: ProbeSignal, value: number, cycles: number): void {
    this.#add(cycles, valueText(signal, value));
  }

  frame(line: 'rx' | 'tx', byte: number, startCycles: number, bitCycles: number): void {
    for (let bit = 0; bit < FRAME_BITS; bit += 1) {
      const level = bit === 0 ? 0 : bit === FRAME_BITS - 1 ? 1 : (byte >> (bit - 1)) & 1;
      if (level !== this.#lineLevel[line]) this.#add(startCycles + bit * bitCycles, valueText(line, level));
      this.#lineLevel[line] = level;
    }
  }

  upTo(cycles: number): void {
    this.#emit(Math.floor(cycles * TICKS_PER_CYCLE));
  }

  /** Writes all changes that are still queued. */
  end(): void {
    this.#emit(Number.POSITIVE_INFINITY);
  }

  #add(cycles: number, text: string): void {
    const ticks = Math.round(cycles * TICKS_PER_CYCLE);
    if (ticks < (this.#ahead.at(-1)?.ticks ?? 0)) this.#isSorted = false;
    this.#ahead.push({ ticks, text });
  }

  #emit(untilTicks: number): void {
    if (this.#ahead.length === 0) return;
    if (!this.#isSorted) this.#ahead.sort((a, b) => a.ticks - b.ticks);
    this.#isSorted = true;
    const firstLater = this.#ahead.findIndex(({ ticks }) => ticks > untilTicks);
    const due = this.#ahead.splice(0, firstLater < 0 ? this.#ahead.length : firstLater);
    let text = '';
    for (const one of due) {
      // A change reported some cycles late gets the time that was written last.
      if (one.ticks > this.#ticks) {
        this.#ticks = one.ticks;
        text += `#${one.ticks}\n`;
      }
      text += `${one.text}\n`;
    }
    if (text !== '') this.#write(text);
  }
}

function valueText(signal: VcdSignal, value: number): string {
  const { id, kind } = SIGNALS[signal];
  return kind === 'wire' ? `${value}${id}` : `r${value} ${id}`;
}
