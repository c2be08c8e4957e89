import type { PlaceTexts } from './kept-place.ts';

/** Names under which the tab keeps the run, the place in it, and the number of loads that did not reach it. */
const RUN = 'rollerloop trainer run';
const PLACE = 'rollerloop trainer place';
const TRIES = 'rollerloop trainer tries';

/** A place as the tab kept it. */
export interface StoredPlace extends PlaceTexts {
  /** Fragment of the page's address at that time. */
  readonly fragment: string;
  /** Loads since then that did not reach the place. */
  readonly tries: number;
  /** The run did not fit into the storage. */
  readonly isTooLarge: boolean;
}

/**
 * Storage of a tab, which outlives a reload and a crash of the page and ends with the tab. A browser may refuse it, and its size
 * is limited to some 5 MB: no method throws, and a run that does not fit is missing.
 */
export class TabStorage {
  readonly #storage: () => Pick<Storage, 'getItem' | 'setItem'>;

  /** `storage` throws in a browser that refuses storage. */
  constructor(storage: () => Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage;
  }

  /** Returns the place that the tab kept; undefined without one. */
  stored(): StoredPlace | undefined {
    const [kept, run = ''] = [this.#get(PLACE), this.#get(RUN)];
    if (kept === undefined) return undefined;
    const [number, fragment = '', ...lines] = kept.split('\n');
    const [runNumber, ...runLines] = run.split('\n');
    const tries = Number(this.#get(TRIES));
    return {
      run: runLines.join('\n'),
      place: lines.join('\n'),
      fragment,
      tries: Number.isSafeInteger(tries) ? tries : 0,
      isTooLarge: lines.length > 0 && (run === '' || runNumber !== number),
    };
  }

  /** Keeps a run. Its number tells whether a place belongs to it. */
  setRun(number: number, text: string): void {
    // The earlier run makes room, and it must not stay beside a place of this one.
    this.#set(RUN, '');
    this.#set(RUN, `${number}\n${text}`);
  }

  /** Keeps a place in a run, and the fragment of the page's address. The page has then reached its place. */
  setPlace(number: number, text: string, fragment: string): void {
    this.#set(PLACE, `${number}\n${fragment}\n${text}`);
    this.setTries(0);
  }

  setTries(tries: number): void {
    this.#set(TRIES, String(tries));
  }

  #set(name: string, text: string): void {
    try {
      this.#storage().setItem(name, text);
    } catch {
      // Without storage, or without room in it, nothing is kept under this name.
    }
  }

  #get(name: string): string | undefined {
    try {
      return this.#storage().getItem(name) ?? undefined;
    } catch {
      return undefined;
    }
  }
}
