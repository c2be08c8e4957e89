import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../hil/base/package-root.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import type { Figure } from './figure.ts';
import { compared } from './rounds.ts';

const ROUNDS = { warmUp: 1, counted: 9 };
const HELP_RATIO_MAX = 2;
const STUDY_RATIO_MAX = 5;
const STUDY = ['run', 'roller-study', '--rig', 'model', '--json'];

/** `rollerloop --help` and a short run as they are installed, against a Node that starts and does nothing. */
export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-packed-'));
  try {
    const bin = unpacked(folder);
    return [
      await started('rollerloop --help, packed', [bin, '--help'], HELP_RATIO_MAX),
      await started('a roller study on model, packed', [bin, ...STUDY], STUDY_RATIO_MAX),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function started(name: string, args: readonly string[], ratioMax: number): Promise<Figure> {
  const { figure, baseline, ratio } = await compared(
    ROUNDS,
    () => tookMs(args),
    () => tookMs(['--eval', '']),
  );
  const limit = { of: 'ratio', bound: 'at most', value: ratioMax } as const;
  return { name, figure, unit: 'ms', baseline: { name: 'an empty Node start', figure: baseline }, ratio, limit };
}

/** The package as npm makes it, with this checkout's dependencies beside it. Path of its bin. */
export function unpacked(folder: string): string {
  const npm = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: packagePath('.'),
    encoding: 'utf8',
  });
  const archive = npm.trim().split('\n').at(-1) ?? '';
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', folder]);
  symlinkSync(packagePath('node_modules'), join(folder, 'package', 'node_modules'));
  return join(folder, 'package', 'hil', 'rollerloop.js');
}

/** Runs Node and returns its time on the wall. Throws unless its status is 0. */
export function tookMs(args: readonly string[]): number {
  const startUs = wallNowUs();
  const ended = spawnSync(process.execPath, args);
  if (ended.status !== 0) throw new Error(`${args.join(' ')} ended with ${ended.status}`);
  return (wallNowUs() - startUs) / 1000;
}
