import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN } from '../../commands/command-line.ts';

const ROLLERLOOP = `${process.execPath} ${BIN}`;
const COMPILE_MS_MAX = 60_000;

interface Ended {
  readonly status: number | null;
  /** Standard output, then standard error. */
  readonly text: string;
}

/** Runs the program and waits for its end. */
export function rollerloop(...args: string[]): Ended {
  const ended = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8' });
  return { status: ended.status, text: `${ended.stdout}${ended.stderr}` };
}

/** A firmware project in a folder of its own, as `init --firmware` writes it. */
export class WrittenFirmware {
  readonly folder = mkdtempSync(join(tmpdir(), 'rollerloop-init-firmware-'));

  constructor() {
    rollerloop('init', '--firmware', this.folder);
  }

  /** Runs a target of the project's Makefile. */
  make(target: string): Ended {
    const ended = spawnSync('make', [target, `ROLLERLOOP=${ROLLERLOOP}`], {
      cwd: this.folder,
      encoding: 'utf8',
      timeout: COMPILE_MS_MAX,
    });
    return { status: ended.status, text: `${ended.stdout}${ended.stderr}` };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
