import type { Place } from './place.ts';
import type { Refuse } from './problem.ts';

/** One field of a CSV file. */
export interface CsvField {
  readonly place: Place;
  readonly text: string;
}

export interface CsvRow {
  readonly place: Place;
  readonly fields: readonly CsvField[];
}

const ROWS_MAX = 20_000;

/**
 * Splits text into rows by RFC 4180. Fields are separated by commas. A field in double quotes may hold commas and line
 * breaks, and `""` in it is one quote. Empty lines are left out. Problems are refused at their place.
 */
export function csvRows(text: string, refuse: Refuse): readonly CsvRow[] {
  const reader = new CsvReader(text.replace(/^\uFEFF/, ''), refuse);
  const rows: CsvRow[] = [];
  while (!reader.isAtEnd) {
    const row = reader.row();
    const [first, second] = row.fields;
    if (second === undefined && (first?.text ?? '') === '') continue;
    if (rows.length === ROWS_MAX) {
      refuse(row.place, `row ${ROWS_MAX + 1}`, `at most ${ROWS_MAX} rows`);
      return rows;
    }
    rows.push(row);
  }
  return rows;
}

class CsvReader {
  readonly #text: string;
  readonly #refuse: Refuse;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string, refuse: Refuse) {
    this.#text = text;
    this.#refuse = refuse;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  get #place(): Place {
    return { line: this.#line, column: this.#at - this.#lineStart + 1 };
  }

  /** Reads to the end of the row and past its line break. */
  row(): CsvRow {
    const place = this.#place;
    const fields = [this.#field()];
    while (this.#text[this.#at] === ',') {
      this.#at += 1;
      fields.push(this.#field());
    }
    this.#lineBreak();
    return { place, fields };
  }

  #field(): CsvField {
    const place = this.#place;
    if (this.#text[this.#at] !== '"') return { place, text: this.#until(/[,\r\n]/g) };
    const text = this.#quoted(place);
    const rest = this.#until(/[,\r\n]/g);
    if (rest !== '')
      this.#refuse(place, `text behind the closing quote, "${rest.slice(0, 20)}"`, 'a comma or a line end');
    return { place, text };
  }

  #quoted(place: Place): string {
    this.#at += 1;
    let text = '';
    for (;;) {
      text += this.#until(/"/g);
      if (this.isAtEnd) {
        this.#refuse(place, 'a quote that is never closed', 'a closing quote');
        return text;
      }
      if (this.#text[this.#at + 1] !== '"') break;
      text += '"';
      this.#at += 2;
    }
    this.#at += 1;
    return text;
  }

  /** Returns the text up to the next match, and counts the lines in it. */
  #until(end: RegExp): string {
    end.lastIndex = this.#at;
    const start = this.#at;
    this.#at = end.exec(this.#text)?.index ?? this.#text.length;
    const text = this.#text.slice(start, this.#at);
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      this.#line += 1;
      this.#lineStart = start + i + 1;
    }
    return text;
  }

  #lineBreak(): void {
    if (this.#text[this.#at] === '\r') this.#at += 1;
    if (this.#text[this.#at] !== '\n') return;
    this.#at += 1;
    this.#line += 1;
    this.#lineStart = this.#at;
  }
}
