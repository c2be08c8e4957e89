import '../viewer.css';
import './report.css';
import './list.css';
import './media.css';
import './narrow-list.css';
import { filterList } from './list-filter.ts';
import { openForPrint } from './open-for-print.ts';

/** Entry of the script of an index and of a matrix of requirements. Both are complete without it. */
function enhance(): void {
  try {
    openForPrint(document);
    for (const table of document.querySelectorAll<HTMLTableElement>('table.list')) filterList(table);
  } finally {
    document.documentElement.classList.remove('is-loading');
  }
  document.documentElement.dataset.ready = 'yes';
}

// The browser must not lay out ten thousand rows of which the script leaves a hundred.
document.documentElement.classList.add('is-loading');
document.addEventListener('DOMContentLoaded', enhance);
