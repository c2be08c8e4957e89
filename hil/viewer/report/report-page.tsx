import '../viewer.css';
import './report.css';
import './course.css';
import './media.css';
import { enliven } from './live-report.tsx';
import { openForPrint } from './open-for-print.ts';
import { runData } from './run-data.ts';

/** Entry of the script of a report. The page is complete without it. */
async function enhance(): Promise<void> {
  openForPrint(document);
  const run = await runData(document.getElementById('run-data'));
  if (run === undefined) return;
  enliven(document, run);
  document.documentElement.dataset.ready = 'yes';
}

enhance().catch((error: unknown) => {
  document.documentElement.dataset.fault = String(error);
});
