import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../hil/base/package-root.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import type { Figure, Limit } from './figure.ts';
import { compared } from './rounds.ts';

const ROUNDS = { warmUp: 1, counted: 9 };
const HELP: Limit = { of: 'ratio', bound: 'at most', value: 1.3 };
const PACKED_RUN: Limit = { of: 'figure', bound: 'at most', value: 300 };
const CHECKOUT_RUN: Limit = { of: 'figure', bound: 'at most', value: 900 };
const RUN = ['run', 'mri-30-min', '--rig', 'model', '--json'];

/**
 * `rollerloop --help` and a short run as installed, and the run in this checkout, compared with a Node that does
 * nothing.
 */
export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-packed-'));
  try {
    const bin = unpacked(folder);
    return [
      await started('rollerloop --help, packed', [bin, '--help'], HELP),
      await started('mri-30-min on model, packed', [bin, ...RUN], PACKED_RUN),
      // The warm-up round bundles the source if it has changed.
      await started('mri-30-min on model, checkout', [packagePath('hil/rollerloop.cjs'), ...RUN], CHECKOUT_RUN),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function started(name: string, args: readonly string[], limit: Limit): Promise<Figure> {
  const { figure, baseline, ratio } = await compared(
    ROUNDS,
    () => tookMs(args),
    () => tookMs(['--eval', '']),
  );
  return { name, figure, unit: 'ms', baseline: { name: 'an empty Node start', figure: baseline }, ratio, limit };
}

/** The package as npm packs it, with this checkout's dependencies. Returns the path of its program. */
export function unpacked(folder: string): string {
  const npm = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: packagePath('.'),
    encoding: 'utf8',
  });
  const archive = npm.trim().split('\n').at(-1) ?? '';
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', folder]);
  symlinkSync(packagePath('node_modules'), join(folder, 'package', 'node_modules'));
  return join(folder, 'package', 'hil', 'rollerloop.cjs');
}

/** Runs Node and returns its wall time. Throws unless its status is 0. */
export function tookMs(args: readonly string[]): number {
  const startUs = wallNowUs();
  const ended = spawnSync(process.execPath, args);
  if (ended.status !== 0) throw new Error(`${args.join(' ')} ended with ${ended.status}`);
  return (wallNowUs() - startUs) / 1000;
}
