import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ExecutionCounts } from '../../../hil/avr/cpu/execution-counts.ts';
import { readProgram } from '../../../hil/avr/files/program-file.ts';
import { packagePath } from '../../../hil/base/package-root.ts';
import { codeOfLines } from '../../../hil/coverage/covered-lines.ts';
import { hitsOf, lcovText } from '../../../hil/coverage/lcov-text.ts';
import { builtSketch, sketchFolder } from '../sketch/sketch-build.ts';

/** A source line of the sketch without its indent. */
export interface SourceLine {
  readonly file: string;
  readonly text: string;
}

/** Lines of the sketch that runs executed, added up over programs of the command line and of the test runner. */
export class CoveredSketch {
  readonly #folder: string;
  readonly #elf: string;
  /** Executions by file and line. */
  readonly #hits = new Map<string, Map<number, number>>();

  /** Builds the sketch in an empty folder. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#elf = builtSketch(join(folder, 'sketch'));
  }

  /** Calls the command line with the counted sketch. Returns the exit status and the text. */
  call(...args: readonly string[]): { readonly status: number | null; readonly text: string } {
    const lcov = join(this.#folder, 'call.lcov');
    const program = packagePath('hil/rollerloop.cjs');
    const options = { encoding: 'utf8', cwd: this.#folder } as const;
    const all = [program, ...args, '--sketch', this.#elf, '--coverage', lcov];
    const { status, stdout, stderr } = spawnSync(process.execPath, all, options);
    if (status === 0) this.#add(readFileSync(lcov, 'utf8'));
    return { status, text: stdout + stderr };
  }

  /** Runs the tests of a folder with a counted sketch. Each test file needs a process state of its own. */
  runTests(folder: string): { readonly status: number | null; readonly text: string } {
    const counts = join(this.#folder, 'counts');
    mkdirSync(counts, { recursive: true });
    const runner = packagePath('node_modules/vitest/vitest.mjs');
    const args = [runner, 'run', '--isolate', '--project', 'main', '--maxWorkers', '2', folder];
    const env = { ...process.env, ROLLERLOOP_SKETCH_COUNTS: counts };
    const cwd = packagePath('.');
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd, env });
    const program = readProgram(readFileSync(this.#elf), this.#elf);
    const code = codeOfLines(program.sections, this.#elf);
    for (const name of readdirSync(counts)) {
      const one = new ExecutionCounts(program.flash.length);
      one.words.set(JSON.parse(readFileSync(join(counts, name), 'utf8')) as number[]);
      this.#add(lcovText([hitsOf(code, one)]));
    }
    return { status, text: stdout + stderr };
  }

  get percent(): number {
    const counts = [...this.#hits.values()].flatMap((lines) => [...lines.values()]);
    return (100 * counts.filter((count) => count > 0).length) / counts.length;
  }

  get uncovered(): readonly SourceLine[] {
    return [...this.#hits].flatMap(([path, lines]) => {
      const source = readFileSync(path, 'utf8').split('\n');
      const missed = [...lines].filter(([, count]) => count === 0).sort(([a], [b]) => a - b);
      return missed.map(([line]) => ({ file: basename(path), text: (source[line - 1] ?? '').trim() }));
    });
  }

  /** Adds the records of the sketch's own files. */
  #add(lcov: string): void {
    for (const record of lcov.split('end_of_record\n')) {
      const path = /^SF:(.*)$/m.exec(record)?.[1];
      if (path === undefined || !path.startsWith(sketchFolder)) continue;
      const lines = this.#hits.get(path) ?? new Map<number, number>();
      this.#hits.set(path, lines);
      for (const [, line, count] of record.matchAll(/^DA:(\d+),(\d+)$/gm))
        lines.set(Number(line), (lines.get(Number(line)) ?? 0) + Number(count));
    }
  }
}
