import type { ProjectFile } from './project-file.ts';

const SCENARIO = `# A scan of 30 minutes. \`npx rollerloop lint scenarios/short-scan.yaml\` checks this file, and
# \`npx rollerloop lint --explain scenarios/short-scan.yaml\` says each check in plain words.
scenario: short-scan
says: A scan of 30 minutes stops the rotor. The pump notices it, and delivery returns by itself.
pump: { product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, reservoir: 18 mL }
timeline:
  - { at: 1 h, field: 1.5 T, name: scan }
  - { after: scan, wait: 30 min, field: off, name: out }
expect:
  # The rotor rocks by up to 3 deg.
  - { name: rotor held, during: scan, signal: true.rotorDeg, changes at most: 3 deg }
  # 6 uL at 0.5 mL/day are 17.3 min.
  - { name: every stall noticed, whenever: true.rotor held, see: pump.log "motor stall", within: 21 min }
  - { name: delivery resumes, after: out, within: 5 min, signal: true.rotorDeg, advances at least: 15 deg }
`;

const PUMP = `{
  "id": "our-pump",
  "title": "Our pump, 30 mL",
  "like": "synchromed-ii",
  "quantities": {
    "reservoirMl": {
      "value": 30,
      "unit": "mL",
      "provenance": { "kind": "assumed", "why": "an example: write your own constant and where it comes from" }
    }
  }
}
`;

const TEST = `import { scenarioNamed } from 'rollerloop';
import { expect, test } from 'rollerloop/vitest';

test('a short scan stops the rotor, and delivery returns', async ({ run }) => {
  expect(await run(scenarioNamed('./scenarios/short-scan.yaml'))).toHold();
});

const ourTest = test.extend({ benchOptions: { product: './pumps/our-pump.json' } });

ourTest('our pump delivers what is programmed', async ({ bench, programmer }) => {
  await programmer.program({ mode: 'continuous', rateMlPerDay: 1.2 });
  await expect(bench).toDeliver('50 uL', { within: '1 h', tolerance: '1 uL' });
});

ourTest('our pump logs a stall in a field', async ({ bench, programmer }) => {
  await programmer.program({ mode: 'continuous', rateMlPerDay: 24 });
  await bench.field({ fieldMt: 1500 });
  await expect(bench).toStallWithin('1 min');
});
`;

/** Files to start with: a scenario, a pump and a test. */
export const sampleFiles: readonly ProjectFile[] = [
  { path: 'scenarios/short-scan.yaml', text: SCENARIO },
  { path: 'pumps/our-pump.json', text: PUMP },
  { path: 'tests/short-scan.test.ts', text: TEST },
];
