import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flashOf } from '../../../hil/avr/files/hex-file.ts';
import { BoardTime } from '../../../hil/base/board-time.ts';
import { stepDirBench } from '../../../hil/board/bench-kind.ts';
import { EmulatedBoard } from '../../../hil/board/emulated-board.ts';
import { describeWith } from '../../needed-tool.ts';
import { framed } from '../../protocol/bench-pair.ts';
import { keptImage } from './kept-image.ts';
import { run, runOnSimavr, send } from './simavr-board.ts';
import { builtSimavrBench, sketchFolder } from './sketch-build.ts';

const BUILD_MS = 60_000;
const STEP_CYCLES_MAX = 16;
const hexPath = join(sketchFolder, 'rig.hex');
/** Only the driver. The comparison leaves out the sensors. */
const image = keptImage({ drive: 0, parts: 0, stepsPerSecondMax: 10_000, turnNumerator: 5493 });

interface Turn {
  readonly say: string;
  readonly thenMs: number;
}
const ask = (body: string, thenMs = 30): Turn => ({ say: framed(body), thenMs });

const conversation: readonly Turn[] = [
  ask('>A3.00 HELLO v=1 t=ED12C908'),
  ask('>A3.01 MOVE from=0 to=333 ms=200', 300),
  ask('>A3.01 MOVE from=0 to=333 ms=200'),
  { say: framed('>A3.02 PING').replace('PING', 'PONG'), thenMs: 30 },
  ask('>A3.02 MOVE from=333 to=300 ms=1000', 505),
  ask('>A3.03 HALT', 200),
  ask('>A3.04 MOVE from=0 to=100 ms=500'),
  ask('>A3.05 MOVE from=317 to=327 ms=1000', 250),
  { say: '\x18\x18\n', thenMs: 100 },
  ask('>A3.06 STAT'),
  ask('>A3.07 ARM cause=bytes'),
  ask('>A3.08 ERRS'),
  ask('>5C.01 STAT'),
  ask('>5C.02 HALT'),
];
const lapse: readonly Turn[] = [
  ask('>A3.00 HELLO v=1 t=ED12C908'),
  ask('>A3.01 MOVE from=0 to=-605 ms=60000', 5500),
  ask('>A3.02 STAT'),
];

interface EmulatedRun {
  readonly said: readonly string[];
  readonly stepCycles: readonly number[];
}

/** Removes the parts that depend on the start: the time, and the trailer. */
const timeless = (line: string): string => line.replace(/ u=[0-9A-F]{8}\*[0-9A-F]{6}$/, '');

const folder = mkdtempSync(join(tmpdir(), 'rollerloop-two-'));
let program = '';
beforeAll(() => {
  program = builtSimavrBench(folder);
}, BUILD_MS);
afterAll(() => rmSync(folder, { recursive: true }));

function onSimavr(turns: readonly Turn[]): EmulatedRun {
  const commands = [run(100), ...turns.flatMap(({ say, thenMs }) => [send(say), run(thenMs)])];
  const { said, stepCycles } = runOnSimavr(program, hexPath, commands, image);
  return { said: said.map(({ text }) => timeless(text)), stepCycles };
}

function onOurs(turns: readonly Turn[]): EmulatedRun {
  const boardTime = new BoardTime('free');
  const { clock } = boardTime;
  const stepCycles: number[] = [];
  let said = '';
  const board = new EmulatedBoard({
    clock,
    flash: flashOf(readFileSync(hexPath, 'latin1'), hexPath),
    eeprom: Uint8Array.from(Buffer.from(image, 'hex')),
    kind: stepDirBench,
    seed: 1,
    baud: 115_200,
    send: (bytes) => {
      said += Buffer.from(bytes).toString('latin1');
    },
    probe: {
      change: (signal, value, cycles) => {
        if (signal === 'step' && value === 1) stepCycles.push(cycles);
      },
      frame: () => undefined,
      upTo: () => undefined,
    },
  });
  boardTime.participant = board;
  const pass = (ms: number): void => {
    let arrived = false;
    clock.at(clock.nowUs() + ms * 1000, () => {
      arrived = true;
    });
    while (!arrived) boardTime.leap();
  };
  pass(170);
  for (const { say, thenMs } of turns) {
    board.receive(Buffer.from(say, 'latin1'));
    pass(thenMs);
  }
  return { said: said.split('\n').filter(Boolean).map(timeless), stepCycles };
}

describeWith('simavr', 'two emulators of the chip', () => {
  test.each([
    ['a conversation with a repeated and a damaged line, HALT and stop bytes', conversation],
    ['a lapse', lapse],
  ])('agree on %s: the same lines and steps, each at its time in the segment', (_what, turns) => {
    const theirs = onSimavr(turns);
    const ours = onOurs(turns);
    expect(ours.said).toEqual(theirs.said);
    expect(theirs.stepCycles.length).toBeGreaterThan(40);
    expect(ours.stepCycles.length).toBe(theirs.stepCycles.length);
    const gaps = ({ stepCycles }: EmulatedRun): readonly number[] =>
      stepCycles.slice(1).map((cycle, i) => cycle - (stepCycles[i] as number));
    const theirGaps = gaps(theirs);
    const betweenSegmentsCycles = 1_600_000;
    const off = gaps(ours).map((gap, i) =>
      gap < betweenSegmentsCycles ? Math.abs(gap - (theirGaps[i] as number)) : 0,
    );
    expect(Math.max(...off)).toBeLessThanOrEqual(STEP_CYCLES_MAX);
  });
});
