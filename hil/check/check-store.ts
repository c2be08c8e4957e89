import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { SHIPPED_UNIT_NUMBER } from '../../protocol/tables/rig-constants.ts';
import type { HilError } from '../base/hil-error.ts';
import { wallDateIso, wholeDaysBetween } from '../base/wall-clock.ts';
import { readText } from '../files/read-text.ts';
import type { BoardIdentity } from '../rigs/board-identity.ts';
import type { RigIdentity } from '../rigs/rig.ts';
import type { RigCheckResult } from './rig-check.ts';

/** A check that is older says little about a bench that people work on. */
const CHECK_DAYS_MAX = 30;
/** A summary has a few hundred bytes, and names of checks of at most 20 kB. */
const SUMMARY_BYTES_MAX = 100_000;

const verdicts = ['pass', 'fail', 'not decided'] as const;
const count = z.number().int().nonnegative();

/** What is kept of a check; one file a board. Written out, since programs that install the package have no zod. */
export interface CheckSummary {
  readonly schema: 2;
  readonly unitNumber: number;
  /** See `BoardIdentity`. */
  readonly key: string;
  readonly firmware: string | null;
  readonly rig: string;
  readonly tableHash: string;
  readonly checkedAt: string;
  readonly verdict: (typeof verdicts)[number];
  readonly counts: Readonly<Record<(typeof verdicts)[number], number>>;
  /** Names of the checks that did not pass. */
  readonly notPassed: readonly string[];
}

const summarySchema: z.ZodType<CheckSummary> = z.strictObject({
  schema: z.literal(2),
  unitNumber: z.number().int().min(0).max(65_535),
  key: z.string().regex(/^[0-9a-f]{12}$/),
  firmware: z.string().max(200).nullable(),
  rig: z.string().max(1000),
  tableHash: z.string().regex(/^[0-9A-F]{8}$/),
  checkedAt: z.iso.datetime(),
  verdict: z.enum(verdicts),
  counts: z.strictObject({ pass: count, fail: count, 'not decided': count }),
  notPassed: z.array(z.string().max(200)).max(100),
});

/** What the last check of a rig says about a run on it; goes into header and report. */
export interface RigCheckState {
  readonly state: 'in process' | 'never checked' | 'checked' | 'out of date' | 'unreadable';
  /** For people. */
  readonly says: string;
  readonly ageDays?: number;
  readonly summary?: CheckSummary;
}

/** `--state`, else ROLLERLOOP_STATE, else where the user's programs keep their state. */
export function stateFolder(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const { ROLLERLOOP_STATE: own, XDG_STATE_HOME: xdg } = env;
  if (option !== undefined) return option;
  if (own !== undefined && own !== '') return own;
  return join(xdg === undefined || xdg === '' ? join(homedir(), '.local', 'state') : xdg, 'rollerloop');
}

const FOLDER = 'rig-checks';

function fileOf(folder: string, { unitNumber, key }: BoardIdentity): string {
  return join(folder, FOLDER, `unit-${unitNumber}-${key}.json`);
}

/** Files of the checks that are kept in a state folder; none where there is no such folder. */
export function keptChecks(folder: string): readonly string[] {
  const checks = join(folder, FOLDER);
  try {
    return readdirSync(checks).map((name) => join(checks, name));
  } catch {
    return [];
  }
}

/**
 * Keeps what a check of a board found, in place of the one before. Returns the file, or undefined for a board that has
 * the shipped unit number: such a check would speak for any board.
 */
export function keepCheck(folder: string, result: RigCheckResult): string | undefined {
  const { rig, board, tableHash, checkedAt, verdict, rows } = result;
  if (board.unitNumber === SHIPPED_UNIT_NUMBER) return undefined;
  const counted = (wanted: string): number => rows.filter((row) => row.verdict === wanted).length;
  const summary: CheckSummary = {
    schema: 2,
    unitNumber: board.unitNumber,
    key: board.key,
    firmware: board.firmware ?? null,
    rig,
    tableHash,
    checkedAt,
    verdict,
    counts: { pass: counted('pass'), fail: counted('fail'), 'not decided': counted('not decided') },
    notPassed: rows.filter((row) => row.verdict !== 'pass').map((row) => row.name),
  };
  const path = fileOf(folder, board);
  mkdirSync(join(folder, FOLDER), { recursive: true });
  // A reader finds the old file or the new one, never half of it.
  const half = `${path}.${process.pid}`;
  writeFileSync(half, `${JSON.stringify(summary, null, 1)}\n`);
  renameSync(half, path);
  return path;
}

/** What is known of the rig of a run. Never throws: a summary that cannot be read is said to be so. */
export function checkStateOf({ board, time }: RigIdentity, folder: string, nowIso = wallDateIso()): RigCheckState {
  if (time === 'virtual' || board === undefined)
    return { state: 'in process', says: 'none: this rig is software of the bench itself, which its own tests check' };
  if (board.unitNumber === SHIPPED_UNIT_NUMBER) return neverChecked(board, 'it still has the shipped unit number 1');
  const path = fileOf(folder, board);
  const read = readSummary(path);
  if (read === undefined) return neverChecked(board, whyUnknown(folder, board));
  if ('why' in read) {
    const says = `the summary of unit ${board.unitNumber} in ${path} cannot be used (${read.why}); check the rig again`;
    return { state: 'unreadable', says };
  }
  if (read.firmware !== null && board.firmware !== undefined && read.firmware !== board.firmware)
    return neverChecked(board, `a board of this number was checked with other firmware, ${read.firmware}`);
  return judged(read, nowIso);
}

function neverChecked({ unitNumber }: BoardIdentity, why: string | undefined): RigCheckState {
  const because = why === undefined ? '' : ` (${why})`;
  const says = `unit ${unitNumber} was never checked here${because}; "rollerloop rig check" says whether it can be trusted`;
  return { state: 'never checked', says };
}

/** A check of the same number, of a board that says something else of itself. */
function whyUnknown(folder: string, { unitNumber }: BoardIdentity): string | undefined {
  const others = keptChecks(folder).filter((path) => basename(path).startsWith(`unit-${unitNumber}-`));
  if (others.length === 0) return undefined;
  return 'a board of this number was checked with another table, configuration or calibration';
}

function judged(summary: CheckSummary, nowIso: string): RigCheckState {
  const { unitNumber, rig, checkedAt, verdict, counts, notPassed } = summary;
  const ageDays = wholeDaysBetween(checkedAt, nowIso);
  const total = counts.pass + counts.fail + counts['not decided'];
  const missing = notPassed.length === 0 ? '' : `, but not: ${notPassed.join(', ')}`;
  const found = `unit ${unitNumber} (as ${rig}): ${verdict}, ${counts.pass} of ${total} checks passed on ${checkedAt.slice(0, 10)}${missing}`;
  const stale = whyStale(ageDays);
  if (stale === undefined) return { state: 'checked', says: `${found}; ${age(ageDays)}`, ageDays, summary };
  return { state: 'out of date', says: `${found}; ${stale}`, ageDays, summary };
}

function whyStale(ageDays: number): string | undefined {
  if (ageDays < 0) return 'that is in the future, so a clock was wrong: check again';
  if (ageDays > CHECK_DAYS_MAX) return `that is ${age(ageDays)} (limit ${CHECK_DAYS_MAX}): check again`;
  return undefined;
}

function age(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'} old`;
}

type Read = CheckSummary | { readonly why: string } | undefined;

function readSummary(path: string): Read {
  let text: string;
  try {
    text = readText(path, { shownAs: path, bytesMax: SUMMARY_BYTES_MAX, code: 'CHECK' });
  } catch (error) {
    const { cause, message } = error as HilError;
    const code = (cause as NodeJS.ErrnoException | undefined)?.code;
    return code === 'ENOENT' ? undefined : { why: code ?? message };
  }
  try {
    const parsed = summarySchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return { why: `${issue?.path.join('.') || 'the whole'}: ${issue?.message}` };
  } catch {
    return { why: 'it is no JSON' };
  }
}
