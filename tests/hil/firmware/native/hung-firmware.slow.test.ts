import { afterAll, expect, test } from 'vitest';
import { describeWith } from '../../../needed-tool.ts';
import { processesOf, runWith } from './command-run.ts';
import { CompiledFirmwares } from './compiled.ts';

const compiled = new CompiledFirmwares();
afterAll(() => compiled.remove());

const AT_START = '#include "pump_hal.h"\nint main(void) { volatile uint64_t n = hal_now_us(); for (;;) n = n + 1u; }';

describeWith('cc', 'a native firmware in an endless loop', () => {
  test.each([
    ['from its start', () => compiled.program(AT_START)],
    ['in the middle of a run', () => compiled.pumpWith('for (volatile int n = 0;; n = 1) {}')],
  ])('is killed after 10 s, and named as the cause: %s', async (_title, program) => {
    const hung = program();
    const { status, text } = await runWith(hung, ['mri-30-min', '--rig', 'model']);
    expect(text).toMatch(/firmware .* gave no answer for 10 s\. Pump time \d+ us\.\n.*the firmware under test/);
    expect(status).toBe(1);
    expect(processesOf(hung)).toEqual([]);
  });
});
