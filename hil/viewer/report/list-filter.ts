import { WindowedRows } from './windowed-rows.ts';

/** Adds a search field, a choice of verdicts and sorting to a table of runs or requirements. */
export function filterList(table: HTMLTableElement): void {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const windowed = new WindowedRows(table);
  const page = table.ownerDocument;
  const list: { texts?: readonly string[]; order: readonly number[] } = { order: rows.map((_, index) => index) };
  const controls = page.createElement('form');
  controls.className = 'controls';
  controls.role = 'search';
  const search = labelled(page, 'Search', 'search');
  const verdict = verdictChoice(page, rows);
  const status = page.createElement('p');
  status.role = 'status';
  const update = (): void => {
    const wanted = search.field.value.trim().toLowerCase();
    if (wanted !== '') list.texts ??= rows.map((row) => row.textContent.toLowerCase());
    const shown = list.order.filter((index) => {
      const isWanted = wanted === '' || (list.texts?.[index] ?? '').includes(wanted);
      return isWanted && (verdict.value === '' || rows[index]?.dataset.verdict === verdict.value);
    });
    windowed.show(shown.map((index) => rows[index] as HTMLTableRowElement));
    status.textContent =
      shown.length === rows.length ? `${rows.length} rows` : `${shown.length} of ${rows.length} rows`;
  };
  controls.append(search.label, verdict.label, status);
  controls.addEventListener('submit', (event) => event.preventDefault());
  controls.addEventListener('input', update);
  table.before(controls);
  sortable(table, rows, (order) => {
    list.order = order;
    update();
  });
  update();
}

function labelled(page: Document, text: string, type: string): { label: HTMLLabelElement; field: HTMLInputElement } {
  const label = page.createElement('label');
  const field = page.createElement('input');
  field.type = type;
  label.append(`${text} `, field);
  return { label, field };
}

function verdictChoice(page: Document, rows: readonly HTMLTableRowElement[]) {
  const label = page.createElement('label');
  const select = page.createElement('select');
  const found = [...new Set(rows.map((row) => row.dataset.verdict ?? ''))].filter((one) => one !== '').sort();
  select.append(new Option('all', ''), ...found.map((one) => new Option(one, one)));
  label.append('Verdict ', select);
  return {
    label,
    get value(): string {
      return select.value;
    },
  };
}

/** Makes each head of a column a button that sorts by it; a second press reverses the order. */
function sortable(
  table: HTMLTableElement,
  rows: readonly HTMLTableRowElement[],
  sorted: (order: number[]) => void,
): void {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  for (const [column, head] of heads.entries()) {
    const button = table.ownerDocument.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const isDown = head.ariaSort === 'ascending';
      for (const one of heads) one.ariaSort = null;
      head.ariaSort = isDown ? 'descending' : 'ascending';
      const keys = rows.map((row) => row.cells[column]?.dataset.key ?? row.cells[column]?.textContent ?? '');
      const collator = new Intl.Collator('en', { numeric: true });
      const order = rows.map((_, index) => index);
      order.sort((a, b) => (isDown ? -1 : 1) * collator.compare(keys[a] ?? '', keys[b] ?? ''));
      sorted(order);
    });
  }
}
