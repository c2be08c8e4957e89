import { counted } from '../../base/counted.ts';
import { HilError } from '../../base/hil-error.ts';
import { didYouMean } from '../../base/nearest-name.ts';
import { quoted, visible } from '../../base/quoted-text.ts';
import type { ListEntry } from './scenario-list.ts';

/** One of several equal parts of a list, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Selects the scenarios of a list that a call runs, and says how often. */
export interface Selection {
  /** A selected scenario has at least one of these tags. An empty list selects all. */
  readonly tags: readonly string[];
  /** Regular expression for the name or the sentence of a scenario. Upper and lower case are equal. */
  readonly grep?: string;
  readonly shard?: Shard;
}

/**
 * Selects entries. An unreadable entry always stays, so that its problem is reported. Throws `HilError` (usage) if
 * nothing is selected.
 */
export function selected<E extends Pick<ListEntry, 'tags' | 'scenario' | 'read'>>(
  entries: readonly E[],
  { tags, grep, shard }: Selection,
): readonly E[] {
  const tagged = tags.length === 0 ? entries : entries.filter((entry) => isUnread(entry) || hasTag(entry, tags));
  refuseNothing(tagged, entries, `\`--tag\` ${tags.map((tag) => quoted(tag)).join(' or ')}`, tags);
  const pattern = grep === undefined ? undefined : patternOf(grep);
  const found = pattern === undefined ? tagged : tagged.filter((entry) => isUnread(entry) || isMatch(entry, pattern));
  refuseNothing(found, entries, `\`--grep\` ${quoted(grep ?? '')}`);
  return shard === undefined ? found : found.filter((_, place) => place % shard.count === shard.index - 1);
}

function isUnread({ read }: Pick<ListEntry, 'read'>): boolean {
  return read instanceof HilError;
}

function hasTag(entry: Pick<ListEntry, 'tags'>, tags: readonly string[]): boolean {
  return entry.tags.some((tag) => tags.includes(tag));
}

function isMatch({ scenario, read }: Pick<ListEntry, 'scenario' | 'read'>, pattern: RegExp): boolean {
  return pattern.test(scenario) || (!(read instanceof HilError) && pattern.test(read.says));
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(text, 'iu');
  } catch (error) {
    const why = (error as Error).message.replace(/^Invalid regular expression: /, '');
    throw new HilError(
      'GREP_INVALID',
      'usage',
      `\`--grep\` ${quoted(text)} is not a regular expression: ${visible(why)}.`,
    );
  }
}

function refuseNothing(
  left: readonly object[],
  entries: readonly Pick<ListEntry, 'tags'>[],
  option: string,
  tags: readonly string[] = [],
): void {
  if (left.length > 0) return;
  const known = [...new Set(entries.flatMap((entry) => entry.tags))].sort();
  const allowed =
    tags.length === 0 ? '' : ` Tags of these scenarios: ${known.length === 0 ? 'none' : known.join(', ')}.`;
  const [first = ''] = tags;
  const hint = tags.length === 1 ? didYouMean(first, known) : '';
  const message = `${option} selects none of ${counted(entries.length, 'scenario')}; nothing was run.${allowed}${hint}`;
  throw new HilError('NOTHING_SELECTED', 'usage', message);
}
