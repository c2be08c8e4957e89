import { readFileSync } from 'node:fs';
import type { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { DecodedProgram } from '../../avr/cpu/decoded-program.ts';
import { flashOf } from '../../avr/files/hex-file.ts';
import { HilError } from '../../base/hil-error.ts';
import { didYouMean } from '../../base/nearest-name.ts';
import { packagePath } from '../../base/package-root.ts';
import { quoted } from '../../base/quoted-text.ts';
import { type BenchKind, benchKinds } from '../../board/bench-kind.ts';
import type { BoardProbe } from '../../board/board-probe.ts';
import { eepromImage } from '../../board/eeprom-image.ts';
import { EmulatedBoard } from '../../board/emulated-board.ts';
import type { SketchBuild } from '../../board/sketch-build.ts';

/** Path of the committed build of the sketch, within the package. */
const HEX = 'hil/sketch/rig.hex';

export interface EmulationOptions {
  readonly clock: VirtualClock;
  readonly seed: number;
  readonly baud: number;
  readonly send: (bytes: Uint8Array) => void;
  readonly unitNumber?: number;
  readonly probe?: BoardProbe | undefined;
  readonly hexPath?: string;
  readonly sketch?: SketchBuild | undefined;
}

/** Powers up an emulated board. Throws `HilError` (usage) for an unknown bench or an invalid hex file. */
export function openEmulatedBoard(name: string, options: EmulationOptions): EmulatedBoard {
  const { clock, seed, baud, send, unitNumber = 1, probe, hexPath, sketch } = options;
  const kind = kindOf(name);
  const path = hexPath ?? packagePath(HEX);
  return new EmulatedBoard({
    clock,
    kind,
    seed,
    baud,
    send,
    ...(sketch ?? programOf(hexText(path), path.replace(/^.*[/\\]/, ''))),
    eeprom: eepromImage(kind, { unitNumber, calibrated: true }),
    probe,
  });
}

/**
 * Most recently decoded program. Decoding it and compiling its hot code takes a second, and a process may open dozens
 * of boards. Sharing changes only when code is compiled, not its effect.
 */
let lastProgram: (SketchBuild & { readonly text: string }) | undefined;

function programOf(text: string, name: string): SketchBuild {
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
    throw new HilError('HEX_MISSING', 'usage', `The sketch "${path}" cannot be read.`, {
      hint: 'The package ships this file; `make` in `hil/sketch` builds it.',
      cause,
    });
  }
}

function kindOf(name: string): BenchKind {
  const [rig, ...bench] = name.split(':');
  const wanted = bench.length === 0 ? benchKinds[0]?.name : bench.join(':');
  const kind = benchKinds.find((one) => one.name === wanted);
  if (kind !== undefined) return kind;
  const names = benchKinds.map((one) => `${rig}:${one.name}`);
  const meant = didYouMean(name, names);
  const message = `Unknown emulated bench ${quoted(wanted ?? name)}; allowed: ${names.join(', ')}.${meant}`;
  throw new HilError('RIG_UNKNOWN', 'usage', message);
}
