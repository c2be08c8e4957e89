/** A key of the playback. */
export type Key = 'space' | 'right' | 'left' | 'up' | 'down' | 'step' | 'quit' | 'interrupt' | 'suspend';

const ESCAPE = String.fromCodePoint(0x1b);
/** A control sequence of a terminal: ESC [ or ESC O, parameters, and a final character. */
const SEQUENCE = new RegExp(`^${ESCAPE}[[O][0-9;]*[A-Za-z~]`);
/** Begin of a control sequence. Terminals send sequences much shorter than this limit. */
const UNFINISHED = new RegExp(`^${ESCAPE}([[O][0-9;]{0,16})?$`);

const arrows: Readonly<Record<string, Key>> = { A: 'up', B: 'down', C: 'right', D: 'left' };
const letters: Readonly<Record<string, Key>> = {
  ' ': 'space',
  s: 'step',
  S: 'step',
  '\r': 'step',
  '\n': 'step',
  q: 'quit',
  Q: 'quit',
  // Ctrl-C, Ctrl-D and Ctrl-Z, which a terminal in raw mode sends as characters.
  '\u0003': 'interrupt',
  '\u0004': 'quit',
  '\u001a': 'suspend',
};

/** Reads keys from the bytes of a terminal. A sequence may come in several pieces. */
export class KeyReader {
  #pending = '';

  /** Returns the keys in a piece of input. Other keys are ignored. */
  read(text: string): readonly Key[] {
    const keys: Key[] = [];
    let rest = this.#pending + text;
    this.#pending = '';
    while (rest !== '') {
      if (UNFINISHED.test(rest)) {
        this.#pending = rest;
        break;
      }
      const [sequence] = SEQUENCE.exec(rest) ?? [];
      const key = sequence === undefined ? letters[rest.slice(0, 1)] : arrows[sequence.slice(-1)];
      if (key !== undefined) keys.push(key);
      rest = rest.slice(sequence?.length ?? 1);
    }
    return keys;
  }
}
