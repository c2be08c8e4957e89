import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { packagePath } from '../../hil/base/package-root.ts';
import { fromChild } from './child.ts';
import type { Figure } from './figure.ts';
import { compared } from './rounds.ts';

const SOURCE = packagePath('hil/avr/cpu/avr-cpu.ts');
const COPY = packagePath('node_modules/.cache/plain-cpu/avr-cpu.ts');
/** Lines of the loop that serve debugger and coverage. */
const HOOKS = [
  '      if (watch !== undefined && this.#isHeldUp(watch)) break;\n',
  '    counts?.one(pc);\n',
  '    counts?.prefix(stretch.path, done);\n',
];
const CYCLES = 100_000_000;
const RATIO_MAX = 1.1;

/** Cost of the hooks of debugger and coverage while neither is asked for, against a copy of the loop without them. */
export async function measure(): Promise<readonly Figure[]> {
  mkdirSync(dirname(COPY), { recursive: true });
  writeFileSync(COPY, plainSource());
  const { figure, baseline, ratio } = await compared(
    { warmUp: 0, counted: 5 },
    () => cpuMs(SOURCE),
    () => cpuMs(COPY),
  );
  return [
    {
      name: `emulated CPU, ${CYCLES / 1e6} million cycles without GDB and coverage`,
      figure,
      unit: 'ms',
      baseline: { name: 'loop without hooks', figure: baseline },
      ratio,
      limit: { of: 'ratio', bound: 'at most', value: RATIO_MAX },
    },
  ];
}

/** Returns the source of the processor without the hooks. Throws if one is no longer there, so that it is not measured in vain. */
function plainSource(): string {
  const source = readFileSync(SOURCE, 'utf8');
  const bare = HOOKS.reduce((text, hook) => {
    if (text.split(hook).length !== 2) throw new Error(`avr-cpu.ts has no single line "${hook.trim()}"`);
    return text.replace(hook, '');
  }, source);
  return bare.replace(/from '(\.[^']+)'/g, (_all, path: string) => `from '${resolve(dirname(SOURCE), path)}'`);
}

/** CPU time in a process of its own: two processors in one process disturbed each other's times (seen, the cause is not known). */
function cpuMs(path: string): Promise<number> {
  return fromChild<number>('./cpu-hooks-process.ts', path, `${CYCLES}`);
}
