import * as z from 'zod';
import { RESULTS_SCHEMA } from './results.ts';

/* Every object allows further keys. A later program can then read these results and add keys of its own. */

const text = z.string();
const count = z.number().int().nonnegative();
const verdict = z.enum(['pass', 'fail', 'not decided', 'never triggered', 'skipped']);

const tool = z
  .looseObject({ version: text, commit: text.nullable(), dirty: z.boolean().nullable() })
  .meta({ description: 'Version of rollerloop. An installed package has no commit.' });

const speed = z.union([z.literal('auto'), z.number()]).meta({ description: 'Pump seconds per second.' });

/** Schema of the choices and facts that are the same for all scenarios of a call. */
export const callSchema = z.looseObject({
  tool,
  command: z.array(text).meta({ description: 'Command line without the program.' }),
  startedAt: text.meta({ description: 'ISO 8601 in UTC.' }),
  host: z.looseObject({ name: text, platform: text, arch: text, node: text }),
  asked: z.looseObject({
    rig: text,
    pump: text.nullable(),
    // Results of earlier versions lack this key.
    firmware: text.nullable().default(null),
    seed: count,
    speed,
    faults: text.nullable(),
    hand: text.nullable(),
    fieldScale: z.number().nullable(),
  }),
  durationS: z.number(),
});

const counts = z.looseObject({
  pass: count,
  fail: count,
  notDecided: count,
  neverTriggered: count,
  skipped: count,
  quarantined: count.meta({
    description: 'Checks that did not pass and may fail until a date; scenarios with no other check.',
  }),
  marginal: count.meta({ description: 'Passed checks close to their limit.' }),
});
export const totalsSchema = z.looseObject({ scenarios: counts, checks: counts });

const place = z.looseObject({ line: count, column: count });

const timed = z.looseObject({ fromUs: z.number(), toUs: z.number() });
const nearEvents = z.array(z.looseObject({ atUs: z.number(), text }));

const explanation = z.looseObject({
  window: z
    .looseObject({ fromUs: z.number(), toUs: z.number().nullable() })
    .optional()
    .meta({ description: 'Part of the run that the check looked at, in pump time; null: until the end of the run.' }),
  deciding: z
    .looseObject({ ...timed.shape, text })
    .optional()
    .meta({ description: 'Comparison or condition that decided, and when.' }),
  before: nearEvents.meta({ description: 'Last events at or before the deciding moment.' }),
  after: nearEvents.meta({ description: 'Next events after the deciding moment.' }),
  seen: text.meta({ description: 'What the run showed in place of what the check expects.' }),
  wouldPass: text.optional().meta({ description: 'Limit that this run would have met, or what to change.' }),
});

const check = z.looseObject({
  name: text,
  verdict,
  value: z.union([z.number(), text]).nullable(),
  unit: text,
  limits: text.meta({ description: 'Limits, as text for people.' }),
  margin: z.number().nullable().meta({ description: 'Distance to the nearest limit in the unit, negative beyond it.' }),
  marginS: z.number().nullable().optional().meta({ description: 'Margin in time, in seconds.' }),
  isMarginal: z.boolean().optional(),
  reason: z
    .enum(['cut', 'cannot tell', 'ended', 'no source'])
    .optional()
    .meta({ description: 'Why a check is not decided.' }),
  requires: z.array(text).meta({ description: 'Requirements that the check covers.' }),
  place,
  assumed: z.array(text).optional().meta({ description: 'Assumptions that this check rests on.' }),
  note: text.optional(),
  explanation: explanation
    .optional()
    .meta({ description: 'Set for a check that did not pass, and for a marginal one.' }),
  quarantine: z
    .looseObject({ until: text, reason: text, isPast: z.boolean(), isExcused: z.boolean() })
    .nullable()
    .meta({ description: 'Set for a check that may fail until a date.' }),
});

const failure = z.looseObject({
  whose: z.enum(['pump', 'firmware', 'rig', 'link', 'bench', 'usage']),
  code: text,
  message: text,
  hint: text.nullable(),
  lastLines: z.array(text),
  // Results of earlier versions lack this key.
  stderrLines: z
    .array(text)
    .default([])
    .meta({ description: 'Last lines that a firmware under test wrote to its standard error.' }),
});

export const scenarioSchema = z.looseObject({
  label: text.meta({ description: 'Tells two scenarios of one name apart.' }),
  scenario: text,
  says: text.nullable(),
  file: text,
  hash: text.nullable().meta({ description: 'SHA-256 of the text of the file.' }),
  tags: z.array(text),
  parameters: z.record(text, text).nullable().meta({ description: 'Values of the parameters of this run.' }),
  inputs: z
    .array(z.looseObject({ file: text, hash: text }))
    .meta({ description: 'Files that the scenario names, with the SHA-256 of their texts.' }),
  verdict,
  reason: text.nullable().meta({ description: 'Why the scenario was skipped.' }),
  failure: failure.nullable().meta({ description: 'Set for a run without a verdict.' }),
  pump: z.looseObject({ id: text, hash: text }).nullable(),
  // Results of earlier versions lack this key.
  firmware: z
    .looseObject({ name: text, kind: z.enum(['native', 'emulated']), hash: text })
    .nullable()
    .default(null)
    .meta({ description: 'Firmware under test, with the SHA-256 of its binary; null for the model.' }),
  rig: z.looseObject({ name: text, made: text, magnet: text, resolutionDeg: z.number(), time: text }).nullable(),
  rigCheck: z.looseObject({ state: text, says: text }).nullable(),
  seed: count,
  speed,
  faults: text.nullable(),
  startedAt: text.nullable(),
  durationS: z.number().nullable().meta({ description: 'Seconds on the wall, with the runs under other laws.' }),
  pumpUs: z.number().nullable().meta({ description: 'Pump time at the end of the run, in microseconds.' }),
  fingerprint: text.nullable(),
  rigHash: text.nullable(),
  checks: z.array(check),
  // Results of earlier versions lack this key.
  invariants: z
    .array(check)
    .default([])
    .meta({ description: 'Checks of every run. Of these only a failed one counts.' }),
  studies: z.array(z.looseObject({ name: text, outcome: text })),
  otherLawsWouldSay: z.array(z.looseObject({ of: text, law: text, measurement: text, verdict })),
  lawsTried: z.array(text),
  sweeps: z.array(z.looseObject({ quantity: text, unit: text })),
  sensedField: z.looseObject({}).nullable(),
  mrLabel: z.looseObject({}).nullable(),
  assumed: z.array(text),
  files: z
    // Results of earlier versions lack the report.
    .looseObject({ trace: text.nullable(), csv: text.nullable(), html: text.nullable().default(null) })
    .meta({ description: 'Files of the run, relative to the folder of the results.' }),
  repeat: text.meta({ description: 'Command line that runs this scenario alone.' }),
});

const namedCheck = z.looseObject({ label: text, check: text });
const comparison = z.looseObject({
  against: text,
  earlierStartedAt: text,
  shrunkShare: z.number(),
  changed: z.array(z.looseObject({ label: text, check: text, before: verdict, after: verdict })),
  shrunk: z.array(
    z.looseObject({
      label: text,
      check: text,
      before: z.number(),
      after: z.number(),
      unit: text,
      lostShare: z.number(),
    }),
  ),
  added: z.array(namedCheck),
  missing: z.array(namedCheck),
});

/** Schema of `results.json`. */
export const resultsSchema = z.looseObject({
  schema: z.literal(RESULTS_SCHEMA),
  identity: callSchema,
  exitStatus: count,
  totals: totalsSchema,
  scenarios: z.array(scenarioSchema),
  quarantineNotes: z.array(text),
  comparison: comparison.nullable().meta({ description: 'Differences from earlier results.' }),
  repetitions: z
    .array(
      z.looseObject({
        scenario: text,
        file: text,
        runCount: count,
        verdicts: z.partialRecord(verdict, count),
        unsteadyChecks: z.array(text),
        fingerprintCount: count,
      }),
    )
    .optional()
    .meta({ description: 'Scenarios that ran more than once, with the verdicts of their runs.' }),
  assumed: z.array(text).meta({ description: 'Assumptions of all runs, each once.' }),
  disclaimer: text,
});

/** Returns the text of the schema's file. */
export function resultsJsonSchemaText(): string {
  const schema = z.toJSONSchema(resultsSchema, { io: 'input', reused: 'ref' });
  return `${JSON.stringify({ title: 'Rollerloop results', ...schema }, null, 1)}\n`;
}
