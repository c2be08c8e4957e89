import { DecodedProgram } from '../avr/cpu/decoded-program.ts';
import { ExecutionCounts } from '../avr/cpu/execution-counts.ts';
import { isElf } from '../avr/files/elf-file.ts';
import { type ProgramFile, readProgram } from '../avr/files/program-file.ts';
import { HilError } from '../base/hil-error.ts';
import { quotedPath } from '../base/quoted-text.ts';
import type { SketchBuild } from '../board/sketch-build.ts';
import { OutputFile } from '../files/output-file.ts';
import { readBytes } from '../files/read-text.ts';
import { isEmulated } from '../rigs/rig-names.ts';
import type { CoverageOptions } from './coverage-of.ts';
import { type CodeOfLines, codeOfLines } from './covered-lines.ts';
import { hitsOf, lcovText } from './lcov-text.ts';

const ELF_BYTES_MAX = 8_000_000;
const ELF = '.elf';

/** A program whose executed instructions are counted. */
interface Counted {
  readonly code: CodeOfLines;
  readonly counts: ExecutionCounts;
}

/** Counts the executed instructions of the emulated chips of a call, and writes them by source line. */
export class Coverage {
  /** Counts of the firmware in the pump's place. */
  readonly firmwareCounts: ExecutionCounts | undefined;
  /** Sketch for the emulated rig. */
  readonly sketch: SketchBuild | undefined;
  readonly #counted: readonly Counted[];
  readonly #output: OutputFile | undefined;

  /** Reads the elf files and opens the output. Throws `HilError` (usage); then nothing was run. */
  constructor(options: CoverageOptions) {
    const { coverage, firmware, rig, sketch, watch } = options;
    if (sketch !== undefined && !isEmulated(rig)) throw withoutBoard(rig, sketch);
    const counted: Counted[] = [];
    const count = (path: string, program: ProgramFile): ExecutionCounts | undefined => {
      if (coverage === undefined) return undefined;
      const one = { code: codeOfLines(program.sections, path), counts: new ExecutionCounts(program.flash.length) };
      counted.push(one);
      return one.counts;
    };
    if (coverage !== undefined && sketch === undefined) mustHaveChip(firmware);
    if (coverage !== undefined && firmware?.endsWith(ELF) === true)
      this.firmwareCounts = count(firmware, elfAt(firmware));
    if (sketch !== undefined) {
      const program = elfAt(sketch);
      const { flash } = program;
      this.sketch = { flash, program: new DecodedProgram(flash, undefined, { counts: count(sketch, program), watch }) };
    }
    this.#counted = counted;
    if (coverage !== undefined)
      this.#output = new OutputFile(coverage, { option: '--coverage', code: 'COVERAGE_UNWRITABLE' });
  }

  /** Writes the file. Throws `HilError` if that fails. */
  write(): void {
    const output = this.#output;
    if (output === undefined) return;
    output.write(lcovText(this.#counted.map(({ code, counts }) => hitsOf(code, counts))));
    output.publish();
    if (output.failure !== undefined) throw output.failure;
  }

  /** Removes the unfinished file, if `write` did not complete it. */
  close(): void {
    this.#output?.close();
  }
}

function mustHaveChip(firmware: string | undefined): void {
  if (firmware?.endsWith(ELF) === true) return;
  const found = firmware === undefined ? '`--coverage` without an emulated chip' : `\`--coverage\` with "${firmware}"`;
  const message = `${found}; allowed: \`--firmware FILE.elf\`, or \`--sketch FILE.elf\` on the emulated rig. Nothing was run.`;
  throw new HilError('COVERAGE_NO_CHIP', 'usage', message, { hint: 'Only an elf file names source lines.' });
}

function withoutBoard(rig: string, sketch: string): HilError {
  const message = `\`--sketch\` ${quotedPath(sketch)} on the rig "${rig}"; allowed: \`--rig emulated\`. Nothing was run.`;
  return new HilError('SKETCH_NO_BOARD', 'usage', message);
}

function elfAt(path: string): ProgramFile {
  const bytes = readBytes(path, { shownAs: path, bytesMax: ELF_BYTES_MAX, code: 'ELF' });
  if (isElf(bytes)) return readProgram(bytes, path);
  const message = `${quotedPath(path)} is no elf file; allowed: an elf file, which names source lines. Nothing was run.`;
  throw new HilError('NOT_AN_ELF', 'usage', message, { hint: 'Build it with `-gdwarf-4`.' });
}
