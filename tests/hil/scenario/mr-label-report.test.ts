import { describe, expect, test } from 'vitest';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { jsonOf, textOf } from '../../../hil/commands/print-result.ts';
import { junitOf } from '../../../hil/report/report-junit.ts';
import { scenarioResultOf } from '../../../hil/report/results-of.ts';
import { beyondText, mrLabelReport } from '../../../hil/scenario/mr-label-report.ts';
import type { RunResult } from '../../../hil/scenario/run-result.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { judgedOutcome, testCall } from '../report/test-results.ts';
import { read } from './language/scenario-text.ts';

function scanned(field: string, label?: string, id = 'synchromed-ii') {
  const key = label === undefined ? '' : `, MR label: ${label}`;
  return read({
    pump: `{ product: ${id}, mode: simple continuous, rate: 0.5 mL/day${key} }`,
    timeline: [`{ at: 1 h, ${field}, azimuth: 40 deg, name: scan }`, '{ at: 2 h, field: off }'],
  });
}

function junit(result: RunResult): string {
  return junitOf([scenarioResultOf(judgedOutcome(result), testCall.asked)], { call: testCall });
}

function reportOf(field: string, label?: string, id = 'synchromed-ii') {
  return mrLabelReport(scanned(field, label, id), productNamed(id) as Product);
}

describe('the report of a label', () => {
  test.each([
    ['field: 3 T', undefined, 'synchromed-ii', ''],
    ['field: 3.5 T', undefined, 'synchromed-ii', '"scan" at 3.5 T'],
    ['field: 3 T', 'US 2008', 'synchromed-ii', '"scan" at 3 T'],
    ['field: 1.5 T', 'US 2008', 'synchromed-ii', ''],
    ['field: 3 T', undefined, 'synchromed-el', '"scan" at 3 T'],
    ['field: 1.5 T', undefined, 'prometra-ii', ''],
    ['field: 1 T', undefined, 'prometra-ii', '"scan" at 1 T'],
    ['field: 3 T', undefined, 'prometra-ii', '"scan" at 3 T'],
    ['field: 1.5 T', 'EU', 'prometra', '"scan" at 1.5 T'],
    ['field: 7 T', undefined, 'siromedes', '"scan" at 7 T'],
  ])('%s under %s with %s exceeds it for: %s', (field, label, id, beyond) => {
    const report = reportOf(field, label, id);
    expect(report === undefined ? undefined : beyondText(report)).toBe(beyond);
  });

  test("uses the scanner's field if the pump lies off its centre", () => {
    expect(reportOf('field: 3 T, distance: 1 m', 'US 2008')?.beyond).toEqual([{ entry: 'scan', fieldMt: 3000 }]);
  });

  test('flags no walk past a scanner, except for an MR-unsafe pump', () => {
    const walk = 'field: 7 T, profile: walk-past, closest: 4 m';
    expect(reportOf(walk)).toMatchObject({ says: 'US 2021: up to 3 T', beyond: [] });
    expect(reportOf(walk, 'EU', 'prometra')?.beyond).toHaveLength(1);
  });

  test('states that a run has no gradient, where the label limits it', () => {
    const says = reportOf('field: 1.5 T', undefined, 'prometra-ii')?.says;
    expect(says).toBe('US 2020-01: exactly 1.5 T, spatial gradient at most 20 T/m (a run knows no gradient)');
  });

  test('is absent in a scenario without a scanner', () => {
    expect(reportOf('field: 10 mT')).toBeUndefined();
    expect(reportOf('field: hand magnet, distance: 0 mm', 'EU', 'prometra')).toBeUndefined();
  });

  test('states that no label is known, and flags nothing', () => {
    expect(reportOf('field: 3 T', 'EU 2015')).toEqual({
      label: null,
      says: 'none known for synchromed-ii EU 2015',
      beyond: [],
    });
    const { mrLabels: _, ...bare } = productNamed('synchromed-ii') as Product;
    expect(mrLabelReport(scanned('field: 3 T'), bare)?.says).toBe('none known for synchromed-ii');
  });
});

describe('a run beyond its label', () => {
  const run = () => runScenario(scanned('field: 3 T', 'US 2008'), { rig: 'model' });

  test('runs and is judged like any other run, with the fingerprint of a run within it', async () => {
    const beyond = await run();
    const within = await runScenario(scanned('field: 3 T', 'US 2021'), { rig: 'model' });
    expect(beyond.fingerprint).toBe(within.fingerprint);
    expect(beyond.verdict).toBe(within.verdict);
  });

  test('is flagged beside its verdict, in its report, in JSON and in JUnit', async () => {
    const result = await run();
    const text = textOf(result);
    expect(text).toMatch(/^[A-Z ]+ \(beyond the MR label\) {2}/);
    expect(text).toContain('MR label: US 2008-08: up to 1.5 T (Medtronic MRI page, SynchroMed II');
    expect(text).toContain('beyond the MR label: "scan" at 3 T');
    expect(jsonOf(result).mrLabel).toMatchObject({
      label: { region: 'US', from: '2008-08', fieldMt: 1500 },
      beyond: [{ entry: 'scan', fieldMt: 3000 }],
    });
    const xml = junit(result);
    expect(xml).toContain('<property name="mrLabel" value="US 2008-08: up to 1.5 T"/>');
    expect(xml).toContain('<property name="beyondMrLabel" value="&quot;scan&quot; at 3 T"/>');
  });

  test('is not flagged within the label, and a scenario without a scanner names none', async () => {
    const within = await runScenario(scanned('field: 1.5 T', 'US 2008'), { rig: 'model' });
    expect(textOf(within)).not.toContain('beyond');
    expect(junit(within)).not.toContain('beyondMrLabel');
    const bare = await runScenario(read({}), { rig: 'model' });
    expect(textOf(bare)).not.toContain('MR label');
    expect(jsonOf(bare).mrLabel).toBeNull();
  });
});
