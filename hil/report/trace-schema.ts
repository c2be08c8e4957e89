import * as z from 'zod';
import { TRACE_SCHEMA } from '../scenario/trace-version.ts';

const text = z.string();
const whole = z.number().int().nonnegative();

const signal = z.looseObject({
  name: text,
  kind: z.enum(['step', 'line', 'curve', 'event']),
  unit: text,
  errorMax: z.number().optional(),
  quantum: z.number().optional(),
  min: z.number().optional(),
  lateUsMax: z.number().optional().meta({ description: 'Longest time by which its records come late, over a wire.' }),
  noSource: text.optional().meta({ description: 'Why this run cannot know the signal.' }),
  doc: text,
});

/** Keys of the first line of a trace. */
const headerShape = {
  trace: z.literal('rollerloop').meta({ description: 'Marks a trace of this program.' }),
  schema: z.literal(TRACE_SCHEMA).meta({ description: 'Id and version of the format.' }),
  scenario: text.meta({ description: 'Name of the scenario.' }),
  scenarioFile: text.meta({ description: 'File that the scenario was read from.' }),
  scenarioHash: text.meta({ description: 'SHA-256 of the text of the scenario; empty without a text.' }),
  scenarioText: text.meta({ description: 'Text of the scenario, so that the trace can be judged again.' }),
  scenarioParameters: z
    .record(text, text)
    .nullable()
    .optional()
    .meta({ description: 'Values of the parameters of the scenario; null without parameters.' }),
  scenarioFiles: z
    .array(z.looseObject({ path: text, file: text, text, hash: text }))
    .optional()
    .meta({ description: 'Files that the scenario names, each with its text and the SHA-256 of the text.' }),
  scenarioBuiltAt: z
    .looseObject({})
    .nullable()
    .optional()
    .meta({ description: 'File, line and column of the call that built the scenario; empty if they are unknown.' }),
  scenarioBuilt: z.looseObject({}).nullable().meta({ description: 'The scenario as data if a program built it.' }),
  product: text.meta({ description: 'Id of the pump.' }),
  pump: z.looseObject({ id: text }).meta({ description: 'All constants of the pump, each with its provenance.' }),
  pumpHash: text.meta({ description: 'SHA-256 of the constants.' }),
  seed: whole.meta({ description: 'Seed of everything that is drawn.' }),
  speed: z.union([z.literal('auto'), z.number()]).meta({ description: 'Pump seconds per second.' }),
  faults: z.looseObject({}).nullable().meta({ description: 'Rates of line faults; null without faults.' }),
  faultPlanHash: text.meta({ description: 'SHA-256 of the rates.' }),
  firmware: z
    .looseObject({ name: text, kind: z.enum(['native', 'emulated']), hash: text })
    .nullable()
    .optional()
    .meta({ description: 'Firmware under test, with the SHA-256 of its binary; null for the model.' }),
  rig: z
    .looseObject({ name: text, made: text, magnet: text, resolutionDeg: z.number(), time: z.enum(['virtual', 'wall']) })
    .meta({ description: 'Identity of the rig.' }),
  rigCheck: z
    .looseObject({ state: text, says: text })
    .nullable()
    .meta({ description: 'Result of the last check of the rig.' }),
  mrLabel: z.looseObject({}).nullable().meta({ description: 'Fields beyond the MR label, if a scanner takes part.' }),
  sensedField: z.looseObject({}).nullable().meta({ description: "How the field came from the rig's own sensor." }),
  timeResolutionUs: whole.meta({ description: 'Smallest difference of two times, in microseconds.' }),
  assumed: z.array(text).meta({ description: 'Constants of the pump that no source gives.' }),
  tool: z
    .looseObject({ version: text, commit: text.nullable(), dirty: z.boolean().nullable() })
    .meta({ description: 'Version and commit of this program.' }),
  command: z.array(text).nullable().meta({ description: 'Command line without the program; null from the library.' }),
  host: text.nullable().meta({ description: 'Name of the host; null from the library.' }),
  attempt: whole.meta({ description: 'Number of the attempt, from 1.' }),
  earlierFingerprints: z.array(text).meta({ description: 'Fingerprints of earlier attempts.' }),
  startedAt: text.meta({ description: 'Date and time of the start, ISO 8601 in UTC.' }),
  signals: z.array(signal).meta({ description: 'Signals that the run declares, as listed below.' }),
  says: text.meta({ description: 'What the trace is not.' }),
} as const;

const time = z.number().nonnegative().meta({ description: 'Pump time in microseconds from the start of the run.' });
const boardTime = z.number().nonnegative().optional().meta({
  description: 'Board time in microseconds, in records of `rig`, `wire` and `bench`.',
});
const name = text.meta({ description: 'Name of the signal.' });

const stepShape = {
  t: time,
  b: boardTime,
  s: name,
  v: z.union([z.number(), text]).meta({ description: 'Value from now on.' }),
} as const;
const lineShape = {
  t: time,
  b: boardTime,
  s: name,
  v: z.number().meta({ description: 'Value now.' }),
  r: z.number().meta({ description: 'Slope per second.' }),
} as const;
const curveShape = {
  t: time,
  b: boardTime,
  s: name,
  v: z.number().meta({ description: 'Value now.' }),
  to: z.number().meta({ description: 'Value that the signal approaches.' }),
  tauUs: z.number().positive().meta({ description: 'Microseconds in which it covers 1 - 1/e of the way.' }),
} as const;
const eventShape = { t: time, b: boardTime, e: text.meta({ description: 'Name of the event.' }) } as const;
const plain = z.union([z.number(), text, z.boolean(), z.array(text), z.array(z.number())]);
const endShape = {
  end: z.literal('rollerloop trace').meta({ description: 'Marks the last line.' }),
  fingerprint: text.meta({ description: 'SHA-256 of the records of `in`, `true` and `pump`.' }),
  rigHash: text.meta({ description: 'SHA-256 of the records of `rig`, `wire` and `bench`.' }),
  evidenceHash: text.meta({ description: 'SHA-256 of all lines before this one.' }),
} as const;

/** Kinds of a line, with the keys of each. */
export const lineKinds = {
  header: headerShape,
  step: stepShape,
  line: lineShape,
  curve: curveShape,
  event: eventShape,
  end: endShape,
} as const;

/** Schema of one line of a trace: the header, a record, or the last line. */
const traceLineSchema = z.union([
  z.looseObject(headerShape),
  z.strictObject(stepShape),
  z.strictObject(lineShape),
  z.strictObject(curveShape),
  z.object(eventShape).catchall(plain),
  z.strictObject(endShape),
]);

/** Returns the text of the schema's file. */
export function traceJsonSchemaText(): string {
  const schema = z.toJSONSchema(traceLineSchema, { io: 'input', reused: 'ref' });
  const description = 'One line of a trace. The first line is the header, the last one has the hashes.';
  return `${JSON.stringify({ title: 'Rollerloop trace', description, ...schema }, null, 1)}\n`;
}
