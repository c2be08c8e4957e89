import { motorSignals } from '../../firmware-sim/plant/motor-signals.ts';
import { allSignals } from '../../firmware-sim/pump-signals.ts';
import type { Namespace, SignalDeclaration, SizeName } from '../../firmware-sim/trace/signal.ts';
import { benchSignals } from '../bench-signals.ts';
import { rigSignals, sensedSignals } from '../rigs/rig-signals.ts';
import { drugSignals } from '../scenario/checks/vocabulary.ts';
import { lineKinds } from './trace-schema.ts';

/** Words for errors and quanta that depend on the pump. The header of a trace has the numbers of its run. */
const SIZE_WORDS: Readonly<Record<SizeName, string>> = {
  delivered: 'a pulse of the pump',
  undelivered: 'a pulse of the pump, or the ripple of its rollers',
  'believed step': 'a step of the believed volume',
  'rotor step': 'a motor step',
  'catheter volume': 'a pulse of the pump, in the catheter',
  'catheter chord': 'the chord of a changing pressure, in the catheter',
  'pressure of 1 mL': 'the pressure of 1 mL',
};

const NAMESPACES: readonly (readonly [Namespace, string])[] = [
  ['in', 'What the scenario and the surroundings do to the pump.'],
  ['true', 'What the plant does. The pump does not know it.'],
  ['motor', 'What a firmware under test commands at its motor and its piezo.'],
  ['pump', "What the pump's firmware believes, stores and reports."],
  ['rig', 'What the rig does, by its own encoder and sensor.'],
  ['wire', 'Faults and counters of the line to the rig.'],
  ['bench', 'What the bench records: entries, studies, resolution, end.'],
];

const LINE_WORDS: readonly (readonly [keyof typeof lineKinds, string])[] = [
  ['header', 'The first line: all facts that the numbers rest on.'],
  ['step', 'A value that holds until the next record of the signal.'],
  ['line', 'A value and its slope. Between two records the value is `v + r * elapsed seconds`.'],
  [
    'curve',
    'A value that approaches another: `to + (v - to) * exp(-elapsed / tauUs)`. A signal of this kind also has lines.',
  ],
  ['event', 'A moment, with fields of its own: numbers, texts, booleans or lists of them.'],
  ['end', 'The last line: hashes that show an edit. A trace that was cut has none.'],
];

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
  readonly error: string;
  readonly meaning: string;
}

/** Returns the description of the trace in Markdown, from the declarations of signals and the schema of lines. */
export function traceDocument(): string {
  const sections = NAMESPACES.map(([namespace, words]) => signalSection(namespace, words)).join('\n');
  const lines = LINE_WORDS.map(([kind, words]) => lineSection(kind, words)).join('\n');
  return `# The trace

<!-- Written by \`npm run generate\` from the declarations in the code. \`rollerloop doc trace\` prints it. -->

A trace is the whole record of one run: \`run --trace FILE\` or \`run --out FOLDER\` writes it. It is a text file with one JSON
object per line. \`rollerloop schema trace\` prints the JSON Schema of a line, and \`rollerloop judge\` judges a trace again.

Times are pump time. The records of \`in\`, \`true\`, \`motor\` and \`pump\` have the same bytes on every rig in virtual time; their hash
is the fingerprint of the run.

## Lines

${lines}
## Signals

A signal of the kind \`step\` holds its value, \`line\` continues with its slope, \`curve\` is a line or approaches a value, and \`event\`
is a moment. The column "error" is the largest distance between the recorded line and the truth, in the signal's unit; "steps"
means that the truth moves in steps and the line is their mean. A record is exact at its own time. Where the size depends on the pump, the header has the number.
A pump with several drugs appends the name of each further drug to ${ticked(drugSignals).join(', ')}: \`true.tipUg.clonidine\`.

${sections}`;
}

function lineSection(kind: keyof typeof lineKinds, words: string): string {
  const rows = Object.entries(lineKinds[kind]).map(([key, schema]) => [`\`${key}\``, schema.meta()?.description ?? '']);
  return `### ${kind}\n\n${words}\n\n${tableOf(['key', 'meaning'], rows)}\n`;
}

function signalSection(namespace: Namespace, words: string): string {
  const rows = signalRows().filter(({ name }) => name.startsWith(`${namespace}.`));
  const cells = rows.map(({ name, kind, unit, error, meaning }) => [`\`${name}\``, kind, unit, error, meaning]);
  return `### ${namespace}\n\n${words}\n\n${tableOf(['signal', 'kind', 'unit', 'error', 'meaning'], cells)}\n`;
}

function signalRows(): readonly Row[] {
  const ofPump = Object.entries(allSignals).map(([name, one]): Row => {
    const { kind, unit, doc } = one;
    if (one.kind !== 'event') return { name, kind, unit, error: errorText(one.error, one.quantum), meaning: doc };
    const texts = one.texts === undefined || one.texts.length === 0 ? '' : ` Texts: ${one.texts.join(', ')}.`;
    return { name, kind, unit, error: '', meaning: `${doc}${texts}` };
  });
  const ofBench = [...motorSignals, ...rigSignals, ...sensedSignals, ...benchSignals].map(
    ({ name, kind, unit, errorMax, doc }: SignalDeclaration): Row => ({
      name,
      kind,
      unit,
      error: errorText(errorMax, undefined),
      meaning: doc,
    }),
  );
  return [...ofPump, ...ofBench];
}

function errorText(error: number | SizeName | undefined, quantum: SizeName | undefined): string {
  const words = typeof error === 'string' ? SIZE_WORDS[error] : error === undefined ? '' : String(error);
  const steps = quantum === undefined ? '' : `steps of ${SIZE_WORDS[quantum]}`;
  return [words, steps].filter((part) => part !== '').join('; ');
}

function ticked(names: readonly string[]): readonly string[] {
  return names.map((name) => `\`${name}\``);
}

/** Pads the cells as the formatter does. Otherwise formatting would make the document differ from its source. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...[head, ...cells].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}
