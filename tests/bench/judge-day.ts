import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedInvariants } from '../../hil/invariants/shipped.gen.ts';
import { judgeTrace } from '../../hil/judge/judge-trace.ts';
import { problemText, readScenario } from '../../hil/scenario/language/read-scenario.ts';
import { runScenario } from '../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../hil/scenario/scenario.ts';
import type { Figure } from './figure.ts';
import { median } from './rounds.ts';

const CHECKS = 30;
const INVARIANTS = 30;
const WARM_UP_ROUNDS = 10;
const ROUNDS = 15;
const JUDGED_MS_MAX = 50;
const SIGNALS = ['true.deliveredMl', 'true.reservoirMl', 'pump.programmedMl', 'pump.reservoirMl', 'true.undeliveredMl'];
const FORMS = [
  (signal: string) => `signal: ${signal}, changes at least: 0 mL`,
  (signal: string) => `signal: ${signal}, stays at most: 1000 mL`,
  (signal: string) => `at: end, value: ${signal}, at least: -1000 mL`,
  (signal: string) => `never: ${signal} > 1000 mL`,
  (signal: string) => `whenever: pump.log "motor stall", holds: ${signal} >= -1000 mL`,
  (signal: string) => `during: pump.mode is simple continuous, holds: ${signal} <= 1000 mL`,
];

/** A day with a bolus, a scan and its stall, and 30 checks: numbers and patterns. */
function scenario(): Scenario {
  const checks = FORMS.flatMap((form) => SIGNALS.map(form)).map((form, index) => `  - { name: c${index}, ${form} }\n`);
  if (checks.length !== CHECKS) throw new Error(`${checks.length} checks`);
  const timeline = [
    '{ at: 2 h, bolus: 0.1 mL, over: 1 h }',
    '{ at: 6 h, field: 1.5 T, azimuth: 40 deg }',
    '{ at: 7 h, field: off }',
    '{ at: 8 h, interrogate: twice }',
    '{ at: 24 h, interrogate: once, by: clinician }',
  ];
  const entries = timeline.map((entry) => `  - ${entry}\n`).join('');
  const pump = '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, catheter: {} }';
  const text = `scenario: a-day\nsays: A day.\npump: ${pump}\ntimeline:\n${entries}expect:\n${checks.join('')}`;
  const read = readScenario(text, 'a-day.yaml');
  if (!read.ok) throw new Error(read.problems.map(problemText).join('\n'));
  return read.scenario;
}

/** The trace of a day, judged with 30 invariants and 30 checks: the first time in a process, and once it is warm. */
export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-judge-day-'));
  try {
    const path = join(folder, 'day.ndjson');
    // Those that apply: a skipped invariant costs nothing.
    const { invariants: judged } = await runScenario(scenario(), { rig: 'model', traceFile: path });
    const apply = new Set(judged.filter(({ verdict }) => verdict !== 'skipped').map(({ name }) => name));
    const invariants = shippedInvariants.filter(({ expectation }) => apply.has(expectation.name)).slice(0, INVARIANTS);
    const judge = (): number => {
      const before = process.cpuUsage();
      const { result } = judgeTrace(path, { invariants });
      const { user, system } = process.cpuUsage(before);
      if (result.verdict !== 'pass' || result.invariants.length !== INVARIANTS) throw new Error(result.verdict);
      return (user + system) / 1000;
    };
    const first = judge();
    for (let i = 0; i < WARM_UP_ROUNDS; i += 1) judge();
    return [
      {
        name: 'judging the trace of a day with 30 invariants and 30 checks, CPU time',
        figure: median(Array.from({ length: ROUNDS }, judge)),
        unit: 'ms',
        limit: { of: 'figure', bound: 'at most', value: JUDGED_MS_MAX },
      },
      { name: '- the first time in a process', figure: first, unit: 'ms' },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
