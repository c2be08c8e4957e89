import type { Words } from '../texts/language.ts';
import { linkTexts } from '../texts/link-texts.ts';
import { type Packed, packed, type Unpacked, unpacked } from './fragment-text.ts';
import type { AddedEntry, NamedText, PlainValue, ProductChoice, RunPlan, ScenarioSource } from './messages.ts';

/** A moment of a run that a link carries to another copy of the page. */
export interface SharedMoment {
  readonly plan: RunPlan;
  /** The shown time. */
  readonly atUs: number;
  /** Version of the program that made the link. */
  readonly version: string;
  /** Fingerprint of the run of `plan`. Another one says that the two copies differ. */
  readonly fingerprint: string;
}

export type MomentRead =
  | { readonly ok: true; readonly moment: SharedMoment }
  | Extract<Unpacked, { readonly ok: false }>;

const INPUTS_MAX = 10_000;
const DEPTH_MAX = 10;

/** Returns a moment as the fragment of a link, or says that it is too large for one. */
export function momentFragment(moment: SharedMoment): Promise<Packed> {
  return packed(momentText(moment));
}

/** Returns a moment as text. */
export function momentText({ plan, atUs, version, fingerprint }: SharedMoment): string {
  const { source, set, product, seed, inputs, untilUs } = plan;
  const written = { v: version, f: fingerprint, t: atUs, source, set, product, seed, untilUs };
  return JSON.stringify({ ...written, inputs: inputs.map((input) => [input.atUs, input.entry]) });
}

/** Reads the fragment of a link. Never throws, whatever the fragment. */
export async function momentOf(fragment: string): Promise<MomentRead> {
  const read = await unpacked(fragment);
  if (!read.ok) return read;
  const moment = momentIn(read.text);
  if (moment !== undefined) return { ok: true, moment };
  return { ok: false, why: 'nonsense', says: linkTexts.unknown };
}

/** Says how a run differs from the moment of a link; undefined if it is the same run. */
export function mismatchOf(
  moment: SharedMoment,
  here: { readonly version: string; readonly fingerprint: string },
): Words | undefined {
  if (moment.fingerprint === here.fingerprint) return undefined;
  return linkTexts.differs(moment.version, here.version);
}

/** Reads a moment from its text; undefined if the text is none. Never throws. */
export function momentIn(text: string): SharedMoment | undefined {
  const { v, f, t, source, set, product, seed, untilUs, inputs } = objectIn(text) ?? {};
  const isHead = isText(v, 100) && isText(f, 64) && /^[0-9a-f]{64}$/.test(f) && isTime(t);
  const isPlan = isSource(source) && isSeed(seed) && (untilUs === undefined || isTime(untilUs));
  if (!isHead || !isPlan || !isSet(set) || !isProduct(product) || !isInputs(inputs)) return undefined;
  const plan: RunPlan = {
    source,
    ...(set === undefined ? {} : { set }),
    ...(product === undefined ? {} : { product }),
    seed,
    inputs: inputs.map(([atUs, entry]) => ({ atUs, entry })),
    ...(untilUs === undefined ? {} : { untilUs }),
  };
  return { plan, atUs: t, version: v, fingerprint: f };
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, charsMax = Number.POSITIVE_INFINITY): value is string {
  return typeof value === 'string' && value.length <= charsMax;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(Math.round(value)) && value >= 0;
}

function isSeed(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isFile(value: unknown): value is NamedText {
  return isObject(value) && isText(value.path) && isText(value.text);
}

function isSource(value: unknown): value is ScenarioSource {
  if (!isObject(value)) return false;
  if (value.kind === 'shipped') return isText(value.name);
  const { kind, text, file, files = [] } = value;
  return kind === 'text' && isText(text) && isText(file) && Array.isArray(files) && files.every(isFile);
}

function isProduct(value: unknown): value is ProductChoice | undefined {
  if (value === undefined) return true;
  if (!isObject(value)) return false;
  return value.kind === 'shipped' ? isText(value.id) : value.kind === 'file' && isFile(value.file);
}

function isSet(value: unknown): value is RunPlan['set'] {
  return value === undefined || (isObject(value) && Object.values(value).every((one) => isText(one)));
}

function isInputs(value: unknown): value is readonly (readonly [number, AddedEntry['entry']])[] {
  if (!Array.isArray(value) || value.length > INPUTS_MAX) return false;
  return value.every((one) => Array.isArray(one) && one.length === 2 && isTime(one[0]) && isEntry(one[1]));
}

function isEntry(value: unknown): value is AddedEntry['entry'] {
  return isObject(value) && isPlain(value, 0);
}

function isPlain(value: unknown, depth: number): value is PlainValue {
  if (depth > DEPTH_MAX) return false;
  if (typeof value === 'string' || Number.isFinite(value)) return true;
  if (Array.isArray(value)) return value.every((one) => isPlain(one, depth + 1));
  return isObject(value) && Object.values(value).every((one) => isPlain(one, depth + 1));
}
