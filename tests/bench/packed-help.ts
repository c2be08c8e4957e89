import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../hil/package-root.ts';
import { wallNowUs } from '../../hil/wall-clock.ts';
import type { Figure } from './figure.ts';
import { compared } from './rounds.ts';

const ROUNDS = { warmUp: 1, counted: 9 };
const RATIO_MAX = 2;

/** `rollerloop --help` as it is installed, against a Node that starts and does nothing. */
export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-packed-'));
  try {
    const bin = unpacked(folder);
    const help = await compared(
      ROUNDS,
      () => tookMs([bin, '--help']),
      () => tookMs(['--eval', '']),
    );
    const baseline = { name: 'an empty Node start', figure: help.baseline };
    const limit = { of: 'ratio', bound: 'at most', value: RATIO_MAX } as const;
    return [{ name: 'rollerloop --help, packed', figure: help.figure, unit: 'ms', baseline, ratio: help.ratio, limit }];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The package as npm makes it, with this checkout's dependencies beside it. Path of its bin. */
function unpacked(folder: string): string {
  const npm = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: packagePath('.'),
    encoding: 'utf8',
  });
  const archive = npm.trim().split('\n').at(-1) ?? '';
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', folder]);
  symlinkSync(packagePath('node_modules'), join(folder, 'package', 'node_modules'));
  return join(folder, 'package', 'hil', 'rollerloop.js');
}

function tookMs(args: readonly string[]): number {
  const startUs = wallNowUs();
  const ended = spawnSync(process.execPath, args);
  if (ended.status !== 0) throw new Error(`${args.join(' ')} ended with ${ended.status}`);
  return (wallNowUs() - startUs) / 1000;
}
