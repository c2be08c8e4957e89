import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure.ts';
import { tookMs, unpacked } from './packed-start.ts';
import { compared, median } from './rounds.ts';

const ROUNDS = { warmUp: 1, counted: 3 };
/** Factor by which two processes have to be faster than one. */
const SPEED_UP_MIN = 1.5;
const OUT_MS_MAX = 4000;

/** Every scenario in two processes and in one, without and with `--out`, with the packed program. */
export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-jobs-'));
  try {
    const bin = unpacked(folder);
    const all = (rig: string, ...more: readonly string[]): number => tookMs([bin, 'run', 'all', '--rig', rig, ...more]);
    const out = Array.from({ length: ROUNDS.counted }, () => all('model', '--jobs', '2', '--out', join(folder, 'out')));
    return [
      await spedUp('model', all),
      await spedUp('virtual', all),
      {
        name: 'all scenarios on model with --out and two jobs, packed',
        figure: median(out),
        unit: 'ms',
        limit: { of: 'figure', bound: 'at most', value: OUT_MS_MAX },
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function spedUp(rig: string, all: (rig: string, ...more: readonly string[]) => number): Promise<Figure> {
  const { figure, baseline, ratio } = await compared(
    ROUNDS,
    () => all(rig, '--jobs', '1'),
    () => all(rig, '--jobs', '2'),
  );
  const limit = { of: 'ratio', bound: 'at least', value: SPEED_UP_MIN } as const;
  const name = `all scenarios on ${rig} with one job, packed`;
  return { name, figure, unit: 'ms', baseline: { name: 'with two jobs', figure: baseline }, ratio, limit };
}
