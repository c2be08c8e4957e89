import type { Results } from './results.ts';

export const INDEX_SCHEMA = 'rollerloop/index/1';

/** Returns the content of `index.json`: the files of a results folder, one row per scenario, without the checks. */
export function indexOf({ identity, exitStatus, totals, scenarios, disclaimer }: Results): object {
  return {
    schema: INDEX_SCHEMA,
    identity,
    exitStatus,
    totals,
    files: { results: 'results.json', junit: 'junit.xml', summary: 'summary.md' },
    scenarios: scenarios.map((one) => ({
      label: one.label,
      scenario: one.scenario,
      file: one.file,
      hash: one.hash,
      tags: one.tags,
      requires: [...new Set(one.checks.flatMap(({ requires }) => requires))],
      says: one.says,
      verdict: one.verdict,
      pump: one.pump,
      rig: one.rig?.name ?? null,
      seed: one.seed,
      durationS: one.durationS,
      pumpUs: one.pumpUs,
      fingerprint: one.fingerprint,
      checkCount: one.checks.length,
      trace: one.files.trace,
      csv: one.files.csv,
      html: one.files.html,
      repeat: one.repeat,
    })),
    disclaimer,
  };
}
