import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeWith } from '../../../needed-tool.ts';
import { processesOf, runWith } from './command-run.ts';
import { CompiledFirmwares } from './compiled.ts';

const compiled = new CompiledFirmwares();
const folder = mkdtempSync(join(tmpdir(), 'rollerloop-endings-'));
const [scenario, trace, marker] = ['long.yaml', 'long.ndjson', 'marker'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
const LONG = `scenario: long
says: A pump delivers for many years.
run at most: 30 y
pump: { product: synchromed-ii, mode: simple continuous, rate: 0.1 mL/day, reservoir: 18 mL }
timeline:
  - { at: 20 y, interrogate: once }
expect:
  - { name: delivers, at: 1 d, value: true.deliveredMl, at least: 0.05 mL }
`;
const ON_MODEL = ['--rig', 'model', '--trace', trace];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

afterAll(() => {
  compiled.remove();
  rmSync(folder, { recursive: true });
});
beforeAll(() => writeFileSync(scenario, LONG));
beforeEach(() => {
  for (const path of [trace, marker]) rmSync(path, { force: true });
});

const isTraced = (): boolean => existsSync(trace) && statSync(trace).size > 0;

/** Returns the last failure that the kept trace holds. */
function keptFailure(): unknown {
  const lines = readFileSync(trace, 'utf8').trimEnd().split('\n');
  const failures = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return failures.filter((record) => JSON.stringify(record).includes('bench.failure')).at(-1);
}

describeWith('cc', 'a signal to the bench', () => {
  test.each(SIGNALS)('%s ends run and firmware, and keeps the trace', async (name) => {
    const pump = compiled.pumpWith('');
    const { status, text } = await runWith(pump, [scenario, ...ON_MODEL], ({ signal }) => signal(name), isTraced);
    expect(text).toContain('Interrupted: the motor was halted, the trace is kept.');
    expect(status).toBe(130);
    expect(JSON.stringify(keptFailure())).toContain('INTERRUPTED');
    expect(processesOf(pump)).toEqual([]);
  });

  test.each(SIGNALS)('%s ends a firmware that hangs, without the wait for its answer', async (name) => {
    const hung = compiled.pumpWith(`fclose(fopen("${marker}", "w")); for (volatile int n = 0;; n = 1) {}`);
    const interrupt = ({ signal }: { signal(name: NodeJS.Signals): void }): void => signal(name);
    const { status, text } = await runWith(hung, [scenario, ...ON_MODEL], interrupt, () => existsSync(marker));
    expect(text).toMatch(/Interrupted: The firmware .* gave no answer\. Pump time \d+ us, the trace is kept\./);
    expect(text).toContain('hal_sleep_until_us(');
    expect(status).toBe(130);
    expect(processesOf(hung)).toEqual([]);
  });

  test('SIGINT ends a firmware that hangs from its start', async () => {
    const text = `#include "pump_hal.h"\n#include <stdio.h>
int main(void) { (void)hal_now_us(); fclose(fopen("${marker}", "w")); for (;;) {} }`;
    const hung = compiled.program(text);
    const ended = await runWith(
      hung,
      [scenario, ...ON_MODEL],
      ({ signal }) => signal('SIGINT'),
      () => existsSync(marker),
    );
    expect(ended.text).toMatch(/Interrupted: The firmware .* gave no answer\. Pump time 0 us\.\n/);
    expect(ended.status).toBe(130);
    expect(processesOf(hung)).toEqual([]);
  });
});

describeWith('cc', 'a firmware that ends in the middle of a run', () => {
  test.each([
    ['exit status 0', 'exit(0);', [], 'ended with exit status 0.', '`main` of a firmware never returns.'],
    ['exit status 3', 'exit(3);', [], 'ended with exit status 3.', '`main` of a firmware never returns.'],
    ['exit status 99', 'exit(99);', [], 'ended with exit status 99.', '`main` of a firmware never returns.'],
    [
      'SIGSEGV',
      '*(volatile int *)8 = 1;',
      [],
      'crashed with SIGSEGV.',
      'the report of the sanitizer then names the line',
    ],
    [
      'SIGSEGV under a sanitizer',
      '*(volatile int *)8 = 1;',
      ['-fsanitize=address,undefined'],
      'was ended by the report of a sanitizer.',
      'its standard error:',
    ],
  ])('is named as the cause, with the trace kept: %s', async (_title, mistake, flags, says, hint) => {
    const pump = compiled.pumpWith(mistake, ...flags);
    const { status, text } = await runWith(pump, [scenario, ...ON_MODEL]);
    expect(text).toContain(says);
    expect(text).toContain('whose failure: the firmware under test');
    expect(text).toContain(hint);
    expect(status).toBe(1);
    expect(JSON.stringify(keptFailure())).toContain(says);
  });

  test.each(['SIGKILL', 'SIGTERM'] as const)('by %s from another program, which is said', async (name) => {
    const pump = compiled.pumpWith('');
    const kill = ({ signalFirmware }: { signalFirmware(name: NodeJS.Signals): void }): void => signalFirmware(name);
    const { status, text } = await runWith(pump, [scenario, ...ON_MODEL], kill, isTraced);
    expect(text).toMatch(new RegExp(`was ended from outside by ${name}\\. Pump time \\d+ us\\.`));
    expect(text).toContain('The bench did not send it: another program did, or this machine had no memory left.');
    expect(status).toBe(1);
    expect(JSON.stringify(keptFailure())).toContain('FIRMWARE_ENDED');
    expect(processesOf(pump)).toEqual([]);
  });
});
