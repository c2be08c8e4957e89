import { accessSync, closeSync, constants, openSync, readSync, type Stats, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted, quotedPath } from '../base/quoted-text.ts';
import { readText, specialKindOf } from '../files/read-text.ts';
import { isNetworkAddress } from '../rigs/rig-names.ts';
import { problemText } from '../yaml/problem.ts';
import { type FirmwareFile, firmwareFileDefaults } from './firmware-file.ts';
import type { FirmwareIdentity } from './hosted-firmware.ts';
import { readFirmwareFile } from './read-firmware-file.ts';

export type FirmwareKind = FirmwareIdentity['kind'];

/** A firmware under test that a call names, before it is opened. */
export interface FirmwareChoice {
  readonly kind: FirmwareKind;
  /** Path of the program or of the binary. */
  readonly path: string;
  /** What its file says, or the defaults. */
  readonly file: FirmwareFile;
}

/** Name of the bench's own firmware, the default. */
const MODEL = 'model';
const NATIVE = 'native:';
/** First bytes of programs, in hex: ELF, a script, and the forms of Mach-O. A shell would take any other file for a script. */
const PROGRAM_STARTS = ['7f454c46', '2321', 'cffaedfe', 'cefaedfe', 'cafebabe'];
const START_BYTES = 20;
/** Place of the machine in an ELF header, and the number of AVR (System V ABI). */
const ELF_MACHINE_AT = 18;
const ELF_AVR = 83;
const FILE_NAME = 'firmware.json';
const FILE_BYTES_MAX = 100_000;
const BINARIES = ['.hex', '.elf'];
const FIRMWARE_ALLOWED = `${MODEL}, ${NATIVE}PATH, FILE.hex or FILE.elf`;
/** Endings of a path that looks like a port. */
const PORT = /^(?:COM\d+$|\/dev\/)/i;

/**
 * Returns the firmware that a text means; undefined for the bench's own. Reads `firmware.json` beside the binary, or in the
 * folder above. Throws `HilError` (usage) that names the text and what is allowed.
 */
export function firmwareChosen(asked: string): FirmwareChoice | undefined {
  if (asked === MODEL) return undefined;
  if (asked.startsWith(NATIVE)) {
    const path = asked.slice(NATIVE.length);
    if (path === '') throw unknown(asked, ` Give the path of a program, as in ${NATIVE}./build/pump.`);
    mustBeProgram(path);
    return { kind: 'native', path, file: fileOf(path, false) };
  }
  if (BINARIES.includes(extname(asked).toLowerCase())) {
    mustBeFile(asked);
    return { kind: 'emulated', path: asked, file: fileOf(asked, true) };
  }
  throw unknown(asked, hintFor(asked));
}

/** Returns the advice for a text that means no firmware. */
function hintFor(asked: string): string {
  if (PORT.test(asked) || isNetworkAddress(asked) || statsOf(asked)?.isCharacterDevice() === true)
    return " A board with the firmware cannot stand in the pump's place yet: compile the firmware for this machine, or give its hex or elf.";
  const stats = statsOf(asked);
  if (stats?.isFile() === true && isExecutable(asked)) return ` Did you mean "${NATIVE}${asked}"?`;
  if (stats?.isDirectory() === true) return ' It is a directory; name the program or the binary in it.';
  const [word = ''] = asked.split(':');
  if (!asked.includes(':')) return didYouMean(asked, [MODEL]);
  return didYouMean(`${word}:`, [NATIVE]).replace(NATIVE, () => `${NATIVE}${asked.slice(word.length + 1)}`);
}

function unknown(asked: string, hint: string): HilError {
  const message = `Unknown firmware ${quoted(asked)}; allowed: ${FIRMWARE_ALLOWED}.${hint}`;
  return new HilError('FIRMWARE_UNKNOWN', 'usage', message);
}

function mustBeFile(path: string): void {
  const stats = statsOf(path);
  const kind = stats === undefined ? 'no file of this machine' : specialKindOf(stats);
  if (kind === undefined) return;
  throw new HilError(
    'FIRMWARE_UNREADABLE',
    'usage',
    `${quotedPath(path)} is ${kind}; allowed: a file with a firmware.`,
  );
}

function mustBeProgram(path: string): void {
  mustBeFile(path);
  const isBinary = BINARIES.includes(extname(path).toLowerCase());
  const forChip = `For the binary of a chip leave out \`${NATIVE}\`.`;
  if (!isExecutable(path)) {
    const message = `${quotedPath(path)} is not executable; allowed: a program for this machine.`;
    const hint = isBinary ? forChip : 'Compile it, or make it executable with `chmod +x`.';
    throw new HilError('FIRMWARE_NOT_EXECUTABLE', 'usage', message, { hint });
  }
  const start = startOf(path);
  const isOfChip = start?.readUInt16LE(ELF_MACHINE_AT) === ELF_AVR && start.toString('latin1', 1, 4) === 'ELF';
  if (isOfChip || !isProgram(start)) {
    const message = `${quotedPath(path)} is no program, though it may be executed; allowed: a program for this machine.`;
    const hint = isBinary || isOfChip ? forChip : 'Name the program that the compiler wrote, such as build/pump.';
    throw new HilError('FIRMWARE_NO_PROGRAM', 'usage', message, { hint });
  }
}

/** Returns true for the first bytes of a program, and without them: a program may be executable and not readable. */
function isProgram(start: Buffer | undefined): boolean {
  return start === undefined || PROGRAM_STARTS.some((known) => start.toString('hex').startsWith(known));
}

/** Returns the first bytes of a file, filled up with 0; undefined if it may not be read. */
function startOf(path: string): Buffer | undefined {
  const first = Buffer.alloc(START_BYTES);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, first, 0, first.length, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
  return first;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Reads the file that describes the firmware. Throws `HilError` (usage) with every problem and its place. */
function fileOf(binary: string, needsChip: boolean): FirmwareFile {
  const folder = dirname(binary);
  const candidates = [join(folder, FILE_NAME), join(folder, '..', FILE_NAME)];
  const path = candidates.find((one) => statsOf(one) !== undefined);
  if (path === undefined) {
    if (!needsChip) return firmwareFileDefaults;
    const message = `${quotedPath(binary)} has no \`${FILE_NAME}\` beside it; allowed: a binary with a file that names its chip and its pins.`;
    const hint = '`rollerloop schema firmware` prints the keys of the file.';
    throw new HilError('FIRMWARE_FILE_MISSING', 'usage', message, { hint });
  }
  const text = readText(path, { shownAs: path, bytesMax: FILE_BYTES_MAX, code: 'FIRMWARE_FILE' });
  const read = readFirmwareFile(text, path, needsChip);
  if (read.ok) return read.file;
  const { problems } = read;
  const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  const message = `${count} in ${path}; nothing was run.\n${problems.map((one) => `  ${problemText(one)}`).join('\n')}`;
  throw new HilError('FIRMWARE_FILE_INVALID', 'usage', message);
}
