import type { Product } from '../../firmware-sim/products/product.ts';
import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import type { RigCheckState } from '../check/check-store.ts';
import type { LineFaultRates } from '../faults/fault-rates.ts';
import type { FirmwareIdentity } from '../firmware/hosted-firmware.ts';
import type { RigIdentity, Speed } from '../rigs/rig.ts';
import type { SensedRun } from '../scenario/sensed-run.ts';
import type { ScenarioFile } from '../scenario/sources/scenario-sources.ts';
import { TRACE_SCHEMA } from '../scenario/trace-version.ts';
import type { FilePlace } from '../yaml/place.ts';
import { edited, otherVersion, type TracePlace, traceProblem, valueText } from './trace-problem.ts';

/** Header of a kept trace. Checked are the fields that the judge needs. */
export interface KeptHeader {
  readonly schema: string;
  /** Name of the scenario, the file it was read from, its text, and the SHA-256 of the text. */
  readonly scenario: string;
  readonly scenarioFile: string;
  readonly scenarioText: string;
  readonly scenarioHash: string;
  /** The scenario as data, for a scenario that a program built. It has no text. */
  readonly scenarioBuilt: object | null;
  /** Values of the scenario's parameters. Traces of earlier programs have neither parameters nor files. */
  readonly scenarioParameters?: Readonly<Record<string, string>> | null;
  /** Files that the scenario names. */
  readonly scenarioFiles?: readonly ScenarioFile[];
  /** Call that built the scenario; empty if unknown, absent in traces of earlier programs. */
  readonly scenarioBuiltAt?: Partial<FilePlace> | null;
  readonly product: string;
  /** All constants of the pump, as in a pump file. */
  readonly pump: Product;
  readonly pumpHash: string;
  readonly seed: number;
  readonly speed: Speed;
  /** Firmware under test; null for the model, absent in traces of earlier programs. */
  readonly firmware?: FirmwareIdentity | null;
  readonly rig: RigIdentity;
  readonly rigCheck: RigCheckState;
  readonly sensedField: SensedRun | null;
  readonly tool: { readonly version: string; readonly commit: string | null };
  readonly startedAt: string;
  /** Rates of line faults; null without faults. */
  readonly faults?: LineFaultRates | null;
  /** Command line without the program, and the host; null in a trace that a program wrote through the library. */
  readonly command?: readonly string[] | null;
  readonly host?: string | null;
  readonly signals: readonly SignalDeclaration[];
}

/** Kinds of header fields: the test, and the words for a message. */
const kinds = {
  string: { is: (value: unknown) => typeof value === 'string', words: 'a text' },
  number: { is: (value: unknown) => Number.isFinite(value), words: 'a number' },
  object: { is: isObject, words: 'an object' },
  list: { is: (value: unknown) => Array.isArray(value), words: 'a list' },
  'object, null or absent': { is: (value: unknown) => value == null || isObject(value), words: 'an object or null' },
  'list or absent': { is: (value: unknown) => value === undefined || Array.isArray(value), words: 'a list' },
  'object or null': { is: (value: unknown) => value === null || isObject(value), words: 'an object or null' },
  'list, null or absent': { is: (value: unknown) => value == null || Array.isArray(value), words: 'a list or null' },
  'text, null or absent': {
    is: (value: unknown) => value == null || typeof value === 'string',
    words: 'a text or null',
  },
  speed: { is: (value: unknown) => value === 'auto' || Number.isFinite(value), words: 'a number or "auto"' },
} as const;

const FIELDS: Readonly<Record<keyof KeptHeader, keyof typeof kinds>> = {
  schema: 'string',
  scenario: 'string',
  scenarioFile: 'string',
  scenarioText: 'string',
  scenarioHash: 'string',
  scenarioBuiltAt: 'object, null or absent',
  scenarioBuilt: 'object or null',
  scenarioParameters: 'object, null or absent',
  scenarioFiles: 'list or absent',
  product: 'string',
  pump: 'object',
  pumpHash: 'string',
  seed: 'number',
  speed: 'speed',
  firmware: 'object, null or absent',
  rig: 'object',
  rigCheck: 'object',
  sensedField: 'object or null',
  tool: 'object',
  startedAt: 'string',
  faults: 'object, null or absent',
  command: 'list, null or absent',
  host: 'text, null or absent',
  signals: 'list',
};

const SIGNAL_KINDS: readonly unknown[] = ['step', 'line', 'curve', 'event'];
/** First characters of a file of gzip, read as UTF-8 (RFC 1952, section 2.3.1). */
const GZIP_MARK = '\u001f\ufffd';
const A_HEADER = 'the header of a trace that `run --trace` wrote';

/** Reads the first line of a trace. Throws `HilError` (usage): TRACE_VERSION, TRACE_INVALID, TRACE_EDITED. */
export function keptHeader(text: string, place: TracePlace, digestOf: (text: string) => string): KeptHeader {
  const header = parsed(text, place);
  if (header.trace !== 'rollerloop') throw traceProblem(place, valueText(text), A_HEADER);
  const { schema, tool } = header;
  if (schema !== TRACE_SCHEMA)
    throw otherVersion(place, schema, TRACE_SCHEMA, isObject(tool) ? tool.version : undefined);
  for (const [name, kind] of Object.entries(FIELDS)) {
    const { is, words } = kinds[kind];
    if (!is(header[name])) throw traceProblem(place, `${valueText(header[name])} for \`${name}\` in the header`, words);
  }
  const kept = header as unknown as KeptHeader;
  mustDeclare(kept.signals, place);
  mustDescribeRig(kept.rig, place);
  const textHash = kept.scenarioText === '' ? '' : digestOf(kept.scenarioText);
  if (textHash !== kept.scenarioHash) throw edited(place, 'the text of the scenario', textHash, kept.scenarioHash);
  for (const file of kept.scenarioFiles ?? []) mustBeWhole(file, place, digestOf);
  const pumpHash = digestOf(JSON.stringify(kept.pump));
  if (pumpHash !== kept.pumpHash) throw edited(place, 'the pump', pumpHash, kept.pumpHash);
  return kept;
}

function parsed(text: string, place: TracePlace): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // The message quotes the text itself.
  }
  const found = text.startsWith(GZIP_MARK) ? 'a file that gzip packed' : valueText(text);
  throw traceProblem(place, found, A_HEADER);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mustDeclare(signals: readonly unknown[], place: TracePlace): void {
  for (const [index, signal] of signals.entries()) {
    const { name, kind, unit } = isObject(signal) ? signal : {};
    if (typeof name === 'string' && typeof unit === 'string' && SIGNAL_KINDS.includes(kind)) continue;
    throw traceProblem(place, `${valueText(signal)} for \`signals[${index}]\` in the header`, 'a declared signal');
  }
}

/** Checks the description of a file of the scenario, and compares its text with its hash. */
function mustBeWhole(file: ScenarioFile, place: TracePlace, digestOf: (text: string) => string): void {
  const { path, file: shownAs, text, hash }: Partial<ScenarioFile> = isObject(file) ? file : {};
  if (typeof path !== 'string' || typeof shownAs !== 'string' || typeof text !== 'string')
    throw traceProblem(place, `${valueText(file)} for \`scenarioFiles\` in the header`, 'a file with its text');
  const found = digestOf(text);
  if (found !== hash) throw edited(place, `the file ${path} of the scenario`, found, valueText(hash));
}

function mustDescribeRig(rig: RigIdentity, place: TracePlace): void {
  const { name, resolutionDeg, magnet, time }: Partial<RigIdentity> = rig;
  const isNamed = typeof name === 'string' && typeof magnet === 'string';
  if (isNamed && Number.isFinite(resolutionDeg) && (time === 'virtual' || time === 'wall')) return;
  throw traceProblem(place, `${valueText(rig)} for \`rig\` in the header`, 'the identity of a rig');
}
