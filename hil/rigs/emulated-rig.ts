import { readFileSync } from 'node:fs';
import type { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { DecodedProgram } from '../avr/decoded-program.ts';
import { flashOf } from '../avr/hex-file.ts';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { packagePath } from '../base/package-root.ts';
import { type BenchKind, benchKinds } from '../board/bench-kind.ts';
import type { BoardProbe } from '../board/board-probe.ts';
import { eepromImage } from '../board/eeprom-image.ts';
import { EmulatedBoard } from '../board/emulated-board.ts';
import { EMULATED } from './rig-names.ts';

/** The sketch as it is flashed. */
const HEX = 'hil/sketch/rig.hex';

export interface EmulationOptions {
  readonly clock: VirtualClock;
  readonly seed: number;
  readonly baud: number;
  readonly send: (bytes: Uint8Array) => void;
  readonly unitNumber?: number;
  readonly probe?: BoardProbe;
  readonly hexPath?: string;
}

/** A board that has just got its power. Throws `HilError` (usage) for a bench that nobody knows or a hex that is no program. */
export function openEmulatedBoard(name: string, options: EmulationOptions): EmulatedBoard {
  const { clock, seed, baud, send, unitNumber = 1, probe, hexPath } = options;
  const kind = kindOf(name);
  const path = hexPath ?? packagePath(HEX);
  return new EmulatedBoard({
    clock,
    kind,
    seed,
    baud,
    send,
    ...programOf(hexText(path), path.replace(/^.*[/\\]/, '')),
    eeprom: eepromImage(kind, { unitNumber, calibrated: true }),
    ...(probe === undefined ? {} : { probe }),
  });
}

interface Program {
  readonly flash: Uint16Array;
  readonly program: DecodedProgram;
}

/**
 * The program of the text that was asked for last. To decode it and to compile what runs often takes a second, and a process
 * may open dozens of boards; what they share changes how soon something is compiled and nothing that it does.
 */
let lastProgram: (Program & { readonly text: string }) | undefined;

function programOf(text: string, name: string): Program {
  if (lastProgram?.text !== text) {
    const flash = flashOf(text, name);
    lastProgram = { text, flash, program: new DecodedProgram(flash) };
  }
  const { flash, program } = lastProgram;
  return { flash, program };
}

function hexText(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (cause) {
    throw new HilError('HEX_MISSING', 'usage', `The sketch ${path} cannot be read.`, {
      hint: 'It is built in hil/sketch and belongs to this package.',
      cause,
    });
  }
}

function kindOf(name: string): BenchKind {
  const wanted = name === EMULATED ? benchKinds[0]?.name : name.slice(EMULATED.length + 1);
  const kind = benchKinds.find((one) => one.name === wanted);
  if (kind !== undefined) return kind;
  const names = benchKinds.map((one) => `${EMULATED}:${one.name}`);
  throw new HilError(
    'RIG_UNKNOWN',
    'usage',
    `There is no emulated bench ${wanted}; known are ${names.join(', ')}.${didYouMean(name, names)}`,
  );
}
