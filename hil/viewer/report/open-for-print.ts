/** Opens the folded parts that belong on paper before printing, and folds them again after it. */
export function openForPrint(page: Document): void {
  let opened: readonly HTMLDetailsElement[] = [];
  const view = page.defaultView;
  view?.addEventListener('beforeprint', () => {
    opened = [...page.querySelectorAll<HTMLDetailsElement>('details:not([open], .assumed)')];
    for (const details of opened) details.open = true;
  });
  view?.addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
}
