/** Rows that enter and leave the page together. */
const CHUNK_ROWS = 100;
/** Distance from the visible part within which rows are in the page. */
const NEAR = '1500px';

/**
 * Keeps only the rows of a table near the visible part of the page: ten thousand rows at once make a page slow. Printing puts
 * all of them into the page until it has ended.
 */
export class WindowedRows {
  readonly #table: HTMLTableElement;
  readonly #observer: IntersectionObserver;
  #chunks: { readonly body: HTMLTableSectionElement; readonly rows: readonly HTMLTableRowElement[] }[] = [];
  /** Assumed height in pixels of a row before the first row is laid out. */
  #rowPx = 40;

  constructor(table: HTMLTableElement) {
    this.#table = table;
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: NEAR });
    const view = table.ownerDocument.defaultView;
    view?.addEventListener('beforeprint', () => {
      // The observer would take the rows beyond the visible part away again before they are printed.
      this.#observer.disconnect();
      for (const { body, rows } of this.#chunks) this.#fill(body, rows);
    });
    view?.addEventListener('afterprint', () => {
      for (const { body } of this.#chunks) this.#observer.observe(body);
    });
  }

  /** Shows these rows in this order. */
  show(rows: readonly HTMLTableRowElement[]): void {
    this.#observer.disconnect();
    for (const body of [...this.#table.tBodies]) body.remove();
    this.#chunks = [];
    for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
      const body = this.#table.createTBody();
      const chunk = { body, rows: rows.slice(from, from + CHUNK_ROWS) };
      this.#chunks.push(chunk);
      if (from === 0) this.#fill(chunk.body, chunk.rows);
      else this.#empty(chunk.body, chunk.rows.length * this.#rowPx);
      this.#observer.observe(body);
    }
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const chunk = this.#chunks.find(({ body }) => body === target);
      if (chunk === undefined) continue;
      const isFull = chunk.body.rows.length === chunk.rows.length && chunk.body.rows[0] === chunk.rows[0];
      if (isIntersecting && !isFull) this.#fill(chunk.body, chunk.rows);
      if (!isIntersecting && isFull) {
        this.#rowPx = boundingClientRect.height / chunk.rows.length;
        this.#empty(chunk.body, boundingClientRect.height);
      }
    }
  }

  #fill(body: HTMLTableSectionElement, rows: readonly HTMLTableRowElement[]): void {
    body.replaceChildren(...rows);
  }

  /** Puts one empty row of a height in the place of the rows. */
  #empty(body: HTMLTableSectionElement, heightPx: number): void {
    const page = body.ownerDocument;
    const [row, cell] = [page.createElement('tr'), page.createElement('td')];
    row.ariaHidden = 'true';
    cell.colSpan = 99;
    cell.className = 'gap';
    cell.style.height = `${heightPx}px`;
    row.append(cell);
    body.replaceChildren(row);
  }
}
