import { HilError } from '../base/hil-error.ts';
import { quoted } from '../base/quoted-text.ts';
import { isEmulated } from '../rigs/rig-names.ts';
import type { GdbChip, GdbSession } from './gdb-session.ts';

/** Choices of a call that a debugger depends on. */
export interface GdbOptions {
  /** `firmware:PORT` or `rig:PORT`. */
  readonly gdb?: string;
  readonly firmware?: string;
  readonly rig: string;
  /** Elf file of the sketch for the emulated rig. */
  readonly sketch?: string;
}

const PORT_MAX = 65_535;

/** Opens the port of `--gdb`; undefined without it. Throws `HilError` (usage); then nothing was run. */
export async function gdbOf(options: GdbOptions, onLeft: () => void): Promise<GdbSession | undefined> {
  const { gdb } = options;
  if (gdb === undefined) return undefined;
  const [, chip, digits] = /^(firmware|rig):(\d{1,5})$/.exec(gdb) ?? [];
  const port = Number(digits);
  if (digits === undefined || port === 0 || port > PORT_MAX)
    throw refused(
      'GDB_UNKNOWN',
      `\`--gdb\` ${quoted(gdb)}`,
      `firmware:PORT or rig:PORT with a port of 1 to ${PORT_MAX}`,
    );
  mustHaveChip(chip as GdbChip, options);
  return new (await import('./gdb-session.ts')).GdbSession(chip as GdbChip, port, onLeft);
}

function mustHaveChip(chip: GdbChip, { firmware, rig, sketch }: GdbOptions): void {
  if (chip === 'rig') {
    if (isEmulated(rig) && sketch !== undefined) return;
    const found = isEmulated(rig) ? 'without the symbols of the sketch' : `on the rig ${quoted(rig)}`;
    throw refused('GDB_NO_CHIP', `\`--gdb rig:PORT\` ${found}`, '`--rig emulated --sketch FILE.elf`');
  }
  if (firmware?.endsWith('.elf') === true) return;
  const found = firmware === undefined ? '`--gdb` without an emulated chip' : `\`--gdb\` with ${quoted(firmware)}`;
  throw refused('GDB_NO_CHIP', found, '`--firmware FILE.elf`, which has symbols');
}

function refused(code: string, found: string, allowed: string): HilError {
  return new HilError(code, 'usage', `${found}; allowed: ${allowed}. Nothing was run.`);
}
