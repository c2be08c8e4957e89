import type { Place } from '../../yaml/place.ts';
import { keyShown, keysShown, type Refuse, shown } from '../../yaml/problem.ts';
import { refuseKey } from '../../yaml/read-table.ts';
import { refuseName } from '../../yaml/refuse-name.ts';
import { described, type MapTree, type Tree } from '../../yaml/tree.ts';
import { timeText } from '../../yaml/units.ts';
import { type Action, actionForms } from '../actions/action-table.ts';
import { entryShape } from '../entry/action-form.ts';
import type { ActionForm, ReadAction, WrittenEntry } from '../entry/entry-form.ts';
import type { TimelineEntry } from '../scenario.ts';
import type { RunLength } from './run-length.ts';

const ACTIONS = keysShown(Object.keys(actionForms));
const KEYS = [...new Set([...Object.keys(entryShape), ...Object.keys(actionForms)])];

export interface ReadTimeline {
  readonly entries: readonly TimelineEntry[];
  /** False if an entry could not be read. A reference to an unknown name may then mean that entry. */
  readonly isWhole: boolean;
}

/** Reads the entries. They have to be in the order of time. A timeline may be empty or missing. */
export function readTimeline(tree: Tree | undefined, length: RunLength, refuse: Refuse): ReadTimeline {
  if (tree === undefined) return { entries: [], isWhole: true };
  if (tree.kind !== 'list') {
    refuse(tree.place, `${described(tree)} for ${keyShown('timeline')}`, 'a list of entries');
    return { entries: [], isWhole: false };
  }
  const reader = new TimelineReader(length, refuse);
  for (const item of tree.items) reader.read(item);
  return reader;
}

class TimelineReader {
  readonly entries: TimelineEntry[] = [];
  readonly #length: RunLength;
  readonly #refuse: Refuse;
  #number = 0;
  isWhole = true;

  constructor(length: RunLength, refuse: Refuse) {
    this.#length = length;
    this.#refuse = refuse;
  }

  read(item: Tree): void {
    this.#number += 1;
    const entry = this.#entry(item);
    if (entry === undefined) this.isWhole = false;
    else this.entries.push(entry);
  }

  #entry(item: Tree): TimelineEntry | undefined {
    if (item.kind !== 'map') {
      this.#refuse(
        item.place,
        `${described(item)} as an entry`,
        `a mapping with \`at\` or \`after\` and one of ${ACTIONS}`,
      );
      return undefined;
    }
    const key = actionKeyOf(item, this.#refuse);
    if (key === undefined) return undefined;
    const read = formOf(key, item).read(item, this.#refuse);
    const atUs = read === undefined ? undefined : this.#timeOf(key, read, item);
    const name = this.#nameOf(key, read?.written.name, item);
    if (read === undefined || atUs === undefined || name === undefined) return undefined;
    this.#checkTime(atUs, item.place);
    return { name, atUs, action: read.action, place: item.place };
  }

  #nameOf(key: string, written: string | undefined, item: MapTree): string | undefined {
    const name = written ?? `${key} ${this.#number}`;
    const before = this.entries.find((entry) => entry.name === name);
    if (before === undefined) return name;
    const place = item.entries.get('name')?.value.place ?? item.place;
    this.#refuse(place, `name ${shown(name)} twice (first in line ${before.place.line})`, 'each name once');
    return undefined;
  }

  /** Returns the time given by `at`, or by a wait after an entry. A `wait` alone counts from the previous entry. */
  #timeOf(key: string, { written, action }: ReadAction<Action>, item: MapTree): number | undefined {
    const { at, after, wait } = written;
    if (at !== undefined && after !== undefined) {
      this.#refuse(item.entries.get('after')?.keyPlace ?? item.place, '`at` and `after` together', 'one of the two');
    } else if (at !== undefined && wait !== undefined) {
      const sum = timeText(at + wait);
      this.#refuse(
        item.entries.get('wait')?.keyPlace ?? item.place,
        '`at` and `wait` together',
        '`wait` with `after`, or alone',
        keyShown(`at: ${sum}`),
      );
    } else if (at !== undefined) return at;
    else if (after !== undefined) return this.#afterEntry(after, wait, item);
    else if (action.kind === 'wait') return (this.entries.at(-1)?.atUs ?? 0) + (wait ?? 0);
    else this.#refuse(item.place, `${keyShown(key)}: no time`, '`at: TIME` or `after: ENTRY`', undefined, true);
    return undefined;
  }

  #afterEntry(after: string, wait: WrittenEntry['wait'], item: MapTree): number | undefined {
    const entry = this.entries.find((one) => one.name === after);
    if (entry !== undefined) return entry.atUs + (wait ?? 0);
    if (!this.isWhole) return undefined;
    const names = this.entries.map((one) => one.name);
    const place = item.entries.get('after')?.value.place ?? item.place;
    refuseName(place, 'after', after, names, '`at: TIME`, since no entry precedes it', this.#refuse);
    return undefined;
  }

  #checkTime(atUs: number, place: Place): void {
    const before = this.entries.at(-1);
    if (before !== undefined && atUs < before.atUs) {
      const found = `an entry at ${timeText(atUs)} after one at ${timeText(before.atUs)} (line ${before.place.line})`;
      this.#refuse(place, found, 'entries in the order of time');
    }
    const { runAtMostUs, endKey } = this.#length;
    if (atUs > runAtMostUs) {
      const allowed = `at most ${timeText(runAtMostUs)}, the limit by ${keyShown(endKey)}`;
      this.#refuse(place, `an entry at ${timeText(atUs)}`, allowed);
    }
  }
}

/** Returns the one key that names the action. It is `wait` only if no other key names one. */
function actionKeyOf(item: MapTree, refuse: Refuse): string | undefined {
  const keys = [...item.entries.keys()];
  const actions = keys.filter((key) => key !== 'wait' && Object.hasOwn(actionForms, key));
  const [first, second] = actions;
  if (second !== undefined) {
    const place = item.entries.get(second)?.keyPlace ?? item.place;
    refuse(place, `two actions, ${keyShown(first ?? '')} and ${keyShown(second)}`, 'one action in an entry');
    return undefined;
  }
  if (first !== undefined) return first;
  const stranger = keys.find((key) => !Object.hasOwn(entryShape, key));
  if (stranger !== undefined) refuseKey(item, stranger, KEYS, refuse);
  else if (item.entries.has('wait')) return 'wait';
  else refuse(item.place, 'entry: no action', `one of ${ACTIONS}`, undefined, true);
  return undefined;
}

function formOf(key: string, item: MapTree): ActionForm<Action> {
  const forms = actionForms[key] ?? [];
  const value = item.entries.get(key)?.value;
  const word = value?.kind === 'scalar' ? value.text : undefined;
  const isFor = (form: ActionForm<Action>): boolean =>
    word !== undefined && (form.word === word || (form.prefix !== undefined && word.startsWith(form.prefix)));
  return (forms.find(isFor) ?? forms.at(-1)) as ActionForm<Action>;
}
