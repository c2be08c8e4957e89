import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { avrInstruction, CPU } from 'avr8js';
import { US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import { flashOf } from '../../hil/avr/files/hex-file.ts';
import { packagePath } from '../../hil/base/package-root.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { Conversation } from '../../hil/check/conversation.ts';
import { openBoardLine } from '../../hil/rigs/opening/open-rig.ts';
import { run, runOnSimavr, send } from '../hil/sketch/simavr-board.ts';
import { builtSimavrBench, hasTool } from '../hil/sketch/sketch-build.ts';
import { fourWire, openedSession } from '../hil/sketch/worst-traffic.ts';
import { framed } from '../protocol/bench-pair.ts';
import type { Figure } from './figure.ts';

/** Below the five seconds after which a silent host is a lapse. */
const PING_US = 4_500_000;
const HEX = 'hil/sketch/rig.hex';
const BARE_INSTRUCTIONS = 10_000_000;
/** Below the five seconds after which a silent host is a lapse, which stops the motor. */
const SIMAVR_MS = 4500;
/**
 * The first minutes do not count. The engine takes a second or two of wall time to compile the code that runs often.
 */
const asked = [
  { stepsPerSecond: 500, warmUpMinutes: 4, minutes: 10, timesRealMin: 200 },
  { stepsPerSecond: 1, warmUpMinutes: 120, minutes: 240, timesRealMin: 5000 },
] as const;
type Asked = (typeof asked)[number];

/** Speed of a board with this sketch in plain avr8js, which never skips, as a multiple of wall speed. */
function bareSpeed(): number {
  const cpu = new CPU(flashOf(readFileSync(packagePath(HEX), 'latin1'), HEX), 2048);
  const startUs = wallNowUs();
  for (let i = 0; i < BARE_INSTRUCTIONS; i += 1) {
    avrInstruction(cpu);
    cpu.tick();
  }
  return cpu.cycles / 16 / (wallNowUs() - startUs);
}

/** A segment of a minute. A host sends PING every few seconds. */
async function emulatedSpeed(rig: string, { stepsPerSecond, warmUpMinutes, minutes }: Asked): Promise<number> {
  const talk = new Conversation(await openBoardLine(rig, { seed: 1 }));
  await talk.open();
  let wallUs = 0;
  let boardUs = 0;
  for (let minute = 0; minute < warmUpMinutes + minutes; minute += 1) {
    const { report } = await talk.ask('STAT', {});
    const fromSteps = report.counterSteps;
    const startUs = wallNowUs();
    const boardStartUs = talk.nowUs;
    await talk.ask('MOVE', { fromSteps, toSteps: fromSteps + 60 * stepsPerSecond, durationMs: 60_000 });
    for (let us = 0; us < US_PER_MINUTE; us += PING_US) {
      await talk.pause(Math.min(PING_US, US_PER_MINUTE - us));
      await talk.ask('PING', {});
    }
    await talk.event('DONE', 1_000_000);
    if (minute >= warmUpMinutes) {
      wallUs += wallNowUs() - startUs;
      boardUs += talk.nowUs - boardStartUs;
    }
  }
  await talk.close();
  return boardUs / wallUs;
}

/** Runs the sketch on simavr, which also skips over sleep. Undefined if simavr is not installed. */
function simavrSpeed(stepsPerSecond: number): number | undefined {
  if (!(hasTool('simavr') && hasTool('gcc'))) {
    process.stderr.write('simavr is not measured: simavr or gcc missing here.\n');
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-simavr-speed-'));
  try {
    const program = builtSimavrBench(folder);
    const move = send(framed(`>A3.01 MOVE from=0 to=${(stepsPerSecond * SIMAVR_MS) / 1000} ms=${SIMAVR_MS}`));
    const startUs = wallNowUs();
    runOnSimavr(program, packagePath(HEX), [...openedSession, move, run(SIMAVR_MS)], fourWire);
    return (SIMAVR_MS * 1000) / (wallNowUs() - startUs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function measure(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const one of asked) {
    const { stepsPerSecond, timesRealMin } = one;
    const simavr = simavrSpeed(stepsPerSecond);
    if (simavr !== undefined) {
      figures.push({ name: `simavr at ${stepsPerSecond} steps/s`, figure: simavr, unit: 'x real time' });
    }
    for (const rig of ['emulated', 'emulated:nema17']) {
      const before = bareSpeed();
      const figure = await emulatedSpeed(rig, one);
      const bare = (before + bareSpeed()) / 2;
      figures.push({
        name: `${rig} at ${stepsPerSecond} steps/s`,
        figure,
        unit: 'x real time',
        baseline: { name: 'bare avr8js', figure: bare },
        ratio: figure / bare,
        limit: { of: 'figure', bound: 'at least', value: timesRealMin },
      });
    }
  }
  return figures;
}
