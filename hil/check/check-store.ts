import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { SHIPPED_UNIT_NUMBER } from '../../protocol/tables/rig-constants.ts';
import type { HilError } from '../base/hil-error.ts';
import { lazily } from '../base/lazily.ts';
import { wallDateIso, wholeDaysBetween } from '../base/wall-clock.ts';
import { makeFolder } from '../files/make-folder.ts';
import { readText } from '../files/read-text.ts';
import type { BoardIdentity } from '../rigs/board-identity.ts';
import type { RigIdentity } from '../rigs/rig.ts';
import type { RigCheckResult } from './rig-check.ts';

/** Age in days after which a check is out of date. Work on the bench may have changed it by then. */
const CHECK_DAYS_MAX = 30;
/** Largest summary that is read. A summary has a few hundred bytes, and at most 20 kB of names. */
const SUMMARY_BYTES_MAX = 100_000;

const verdicts = ['pass', 'fail', 'not decided'] as const;
/**
 * Stored summary of a check, one file per board. Its type is written by hand, because programs that install the package
 * have no zod.
 */
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

/** Schema of a stored summary. It is built only when a run reads a summary, which a rig in virtual time never does. */
const summarySchema = lazily((): z.ZodType<CheckSummary> => {
  const count = z.number().int().nonnegative();
  return z.strictObject({
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
});

/** State of the latest check of a rig, for the header and report of a run. */
export interface RigCheckState {
  readonly state: 'in process' | 'never checked' | 'checked' | 'out of date' | 'unreadable';
  /** The state as a sentence. */
  readonly says: string;
  readonly ageDays?: number;
  readonly summary?: CheckSummary;
}

/** Returns the folder of stored checks: `--state`, else ROLLERLOOP_STATE, else the user's state folder. */
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

/** Returns the files of the checks in a state folder; none if the folder is missing. */
export function keptChecks(folder: string): readonly string[] {
  const checks = join(folder, FOLDER);
  try {
    return readdirSync(checks).map((name) => join(checks, name));
  } catch {
    return [];
  }
}

/**
 * Stores the summary of a check in place of the previous one. Returns the file. Stores nothing for a board with the
 * shipped unit number, because its summary would match any such board.
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
  makeFolder(join(folder, FOLDER));
  // Renames a finished file, so that a reader never finds a partial one.
  const half = `${path}.${process.pid}`;
  writeFileSync(half, `${JSON.stringify(summary, null, 1)}\n`);
  renameSync(half, path);
  return path;
}

/** Returns the state of the check of a run's rig. Never throws: an unreadable summary has a state of its own. */
export function checkStateOf({ board, time }: RigIdentity, folder: string, nowIso = wallDateIso()): RigCheckState {
  if (time === 'virtual' || board === undefined)
    return { state: 'in process', says: 'none: this rig is part of the bench software, whose own tests check it' };
  if (board.unitNumber === SHIPPED_UNIT_NUMBER) return neverChecked(board, 'it still has the shipped unit number 1');
  const path = fileOf(folder, board);
  const read = readSummary(path);
  if (read === undefined) return neverChecked(board, whyUnknown(folder, board));
  if ('why' in read) {
    const says = `the summary of unit ${board.unitNumber} in ${path} is unreadable (${read.why}); check the rig again`;
    return { state: 'unreadable', says };
  }
  if (read.firmware !== null && board.firmware !== undefined && read.firmware !== board.firmware)
    return neverChecked(board, `a board of this number was checked with other firmware, ${read.firmware}`);
  return judged(read, nowIso);
}

function neverChecked({ unitNumber }: BoardIdentity, why: string | undefined): RigCheckState {
  const because = why === undefined ? '' : ` (${why})`;
  const says = `unit ${unitNumber} was never checked here${because}; \`rollerloop rig check\` finds out whether it can be trusted`;
  return { state: 'never checked', says };
}

/** Returns why a stored check of the same unit number does not apply to this board; undefined if it applies. */
function whyUnknown(folder: string, { unitNumber }: BoardIdentity): string | undefined {
  const others = keptChecks(folder).filter((path) => basename(path).startsWith(`unit-${unitNumber}-`));
  if (others.length === 0) return undefined;
  return 'a board of this number was checked with another table, configuration or calibration';
}

function judged(summary: CheckSummary, nowIso: string): RigCheckState {
  const { unitNumber, rig, checkedAt, verdict, counts, notPassed } = summary;
  const ageDays = wholeDaysBetween(checkedAt, nowIso);
  const total = counts.pass + counts.fail + counts['not decided'];
  const missing = notPassed.length === 0 ? '' : `, not passed: ${notPassed.join(', ')}`;
  const found = `unit ${unitNumber} (as ${rig}): ${verdict}, ${counts.pass} of ${total} checks passed on ${checkedAt.slice(0, 10)}${missing}`;
  const stale = whyStale(ageDays);
  if (stale === undefined) return { state: 'checked', says: `${found}; ${age(ageDays)}`, ageDays, summary };
  return { state: 'out of date', says: `${found}; ${stale}`, ageDays, summary };
}

function whyStale(ageDays: number): string | undefined {
  if (ageDays < 0) return 'its date is in the future, so a clock was wrong: check again';
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
    const parsed = summarySchema().safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return { why: `${issue?.path.join('.') || 'the whole'}: ${issue?.message}` };
  } catch {
    return { why: 'not valid JSON' };
  }
}
