/** Opens the folded parts before printing, and folds them again afterwards. */
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
