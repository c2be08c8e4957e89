import { expect, test } from 'vitest';
import { takenToken } from '../../../../hil/trainer/page/rig/page-token.ts';

const token = '0123456789abcdef'.repeat(2);

/** A tab of a browser. `open` loads the page from an address, and `reload` loads it from the present one. */
class Tab {
  readonly location = { hash: '', pathname: '/' };
  readonly #kept = new Map<string, string>();
  readonly #refuses: boolean;

  constructor(refuses = false) {
    this.#refuses = refuses;
  }

  open(hash: string) {
    this.location.hash = hash;
    return this.reload();
  }

  reload() {
    return takenToken({ location: this.location, history: this.#history, storage: () => this.#storage() });
  }

  readonly #history = {
    replaceState: (_state: unknown, _title: string, url?: string | URL | null) => {
      this.location.hash = /#.*/.exec(String(url))?.[0] ?? '';
    },
  };

  #storage() {
    if (this.#refuses) throw new Error('storage is refused');
    return {
      getItem: (key: string) => this.#kept.get(key) ?? null,
      setItem: (key: string, value: string) => void this.#kept.set(key, value),
    };
  }
}

test('a token leaves the address, and the tab keeps it for a reload', () => {
  const tab = new Tab();
  expect(tab.open(`#token=${token}`)).toEqual({ kind: 'token', token });
  expect(tab.location.hash).toBe('');
  expect(tab.reload()).toEqual({ kind: 'token', token });
  expect(new Tab().reload()).toEqual({ kind: 'none' });
});

test('a tab that refuses storage gets its token once', () => {
  const tab = new Tab(true);
  expect(tab.open(`#token=${token}`)).toEqual({ kind: 'token', token });
  expect(tab.reload()).toEqual({ kind: 'none' });
});

test('a token that was cut is refused, leaves the address and replaces none', () => {
  const tab = new Tab();
  tab.open(`#token=${token}`);
  expect(tab.open(`#token=${token.slice(1)}`)).toEqual({ kind: 'wrong' });
  expect(tab.location.hash).toBe('');
  expect(tab.reload()).toEqual({ kind: 'token', token });
});

test('a link to a moment stays in the address', () => {
  const tab = new Tab();
  expect(tab.open('#moment.1')).toEqual({ kind: 'none' });
  expect(tab.location.hash).toBe('#moment.1');
});
