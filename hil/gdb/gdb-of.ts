import { HilError } from '../base/hil-error.ts';
import { quoted } from '../base/quoted-text.ts';
import type { GdbSession } from './gdb-session.ts';

/** Choices of a call that a debugger depends on. */
export interface GdbOptions {
  /** `firmware:PORT`. */
  readonly gdb?: string;
  readonly firmware?: string;
}

const PORT_MAX = 65_535;

/** Opens the port of `--gdb`; undefined without it. Throws `HilError` (usage); then nothing was run. */
export async function gdbOf({ gdb, firmware }: GdbOptions): Promise<GdbSession | undefined> {
  if (gdb === undefined) return undefined;
  const [, digits] = /^firmware:(\d{1,5})$/.exec(gdb) ?? [];
  const port = Number(digits);
  if (digits === undefined || port === 0 || port > PORT_MAX)
    throw refused('GDB_UNKNOWN', `\`--gdb\` ${quoted(gdb)}`, `firmware:PORT with a port of 1 to ${PORT_MAX}`);
  if (firmware?.endsWith('.elf') !== true) {
    const found = firmware === undefined ? '`--gdb` without an emulated chip' : `\`--gdb\` with ${quoted(firmware)}`;
    throw refused('GDB_NO_CHIP', found, '`--firmware FILE.elf`, which has symbols');
  }
  return new (await import('./gdb-session.ts')).GdbSession(port);
}

function refused(code: string, found: string, allowed: string): HilError {
  return new HilError(code, 'usage', `${found}; allowed: ${allowed}. Nothing was run.`);
}
