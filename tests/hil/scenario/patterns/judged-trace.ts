import { productNamed } from '../../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../../firmware-sim/products/product.ts';
import { pumpSignals } from '../../../../firmware-sim/pump-signals.ts';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import type { Measurement } from '../../../../hil/scenario/checks/measurement.ts';
import { explainedChecks } from '../../../../hil/scenario/expect/explained-check.ts';
import { RunChecks } from '../../../../hil/scenario/expect/run-checks.ts';
import { problemText, readScenario } from '../../../../hil/scenario/language/read-scenario.ts';
import type { Scenario } from '../../../../hil/scenario/scenario.ts';

const SECOND_US = 1_000_000;
const product = productNamed('synchromed-ii') as Product;
const signalsWithErrors = pumpSignals(product, 1);
const exactSignals = signalsWithErrors.map((signal) => ({ ...signal, errorMax: 0 }));

/** Returns a scenario with these expectations, and a timeline with a field from 10 s to 20 s. */
function scenarioText(expectations: string): string {
  return `scenario: patterns
says: A trace that a test wrote.
pump: { product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day }
timeline:
  - { at: 10 s, field: 1.5 T, azimuth: 40 deg, name: scan }
  - { at: 20 s, field: off, name: out }
expect:
${expectations
  .trim()
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
`;
}

export function problemsOf(expectations: string): readonly string[] {
  const read = readScenario(scenarioText(expectations), 'a.yaml');
  return read.ok ? [] : read.problems.map(problemText);
}

/** The latest scenario. A test of drawn traces judges many by the same checks, and reading those takes longer. */
let latest: { readonly expectations: string; readonly scenario: Scenario } | undefined;

function scenarioOf(expectations: string): Scenario {
  if (latest?.expectations !== expectations) {
    const read = readScenario(scenarioText(expectations), 'a.yaml');
    if (!read.ok) throw new Error(read.problems.map(problemText).join('\n'));
    latest = { expectations, scenario: read.scenario };
  }
  return latest.scenario;
}

/** Returns the sentence of the first check. */
export function explained(expectations: string): string | undefined {
  return explainedChecks(scenarioOf(expectations))[0]?.sentence;
}

/** A record at a time in seconds. */
export const at = {
  event: (seconds: number, e: string, fields: object = {}): TraceRecord => ({ t: seconds * SECOND_US, e, ...fields }),
  rate: (seconds: number, v: number): TraceRecord => ({ t: seconds * SECOND_US, s: 'pump.rateMlPerDay', v }),
  reservoir: (seconds: number, v: number, r = 0): TraceRecord => ({
    t: seconds * SECOND_US,
    s: 'pump.reservoirMl',
    v,
    r,
  }),
  line: (seconds: number, s: string, v: number, r: number): TraceRecord => ({ t: seconds * SECOND_US, s, v, r }),
  entry: (seconds: number, name: string): TraceRecord => ({ t: seconds * SECOND_US, e: 'bench.entry', name }),
  log: (seconds: number, entry: string): TraceRecord => ({ t: seconds * SECOND_US, e: 'pump.log', entry }),
  rotor: (seconds: number, state: string): TraceRecord => ({ t: seconds * SECOND_US, e: 'true.rotor', state }),
};

/** Judges a trace that ends at a time in seconds. The entries of the timeline are part of every trace. */
export function judged(
  expectations: string,
  records: readonly TraceRecord[],
  endSeconds: number,
  hasErrors = false,
): readonly Measurement[] {
  const signals = hasErrors ? signalsWithErrors : exactSignals;
  const checks = new RunChecks(scenarioOf(expectations), product, signals);
  const all = [...records, at.entry(10, 'scan'), at.entry(20, 'out')]
    .filter((record) => record.t <= endSeconds * SECOND_US)
    .toSorted((a, b) => a.t - b.t);
  for (const record of all) checks.hear(record);
  return checks.judge({ signals: checks.signalsOf(signals, all), endUs: endSeconds * SECOND_US });
}

/** Returns the verdicts. An open one has its reason. */
export function verdicts(expectations: string, records: readonly TraceRecord[], endSeconds = 60): readonly string[] {
  return judged(expectations, records, endSeconds).map(({ verdict, reason }) =>
    reason === undefined ? verdict : `${verdict}: ${reason}`,
  );
}

/** Returns the time in seconds to which the checks need a run that has reached another time. */
export function neededSeconds(expectations: string, records: readonly TraceRecord[], nowSeconds: number): number {
  const checks = new RunChecks(scenarioOf(expectations), product, signalsWithErrors);
  for (const record of records) if (record.t <= nowSeconds * SECOND_US) checks.hear(record);
  return checks.needUs(nowSeconds * SECOND_US) / SECOND_US;
}
