import { render } from 'preact-render-to-string';
import { ReportBody } from './report-body.tsx';
import type { ReportView } from './report-view.ts';

/** Id of the element that holds the packed data of a run. */
const DATA_ID = 'run-data';

/** Returns the body of a report. `packed` is base64, so it cannot close the element that holds it. */
export function reportHtml(view: ReportView, packed: string): string {
  const data = packed === '' ? '' : `<script type="application/octet-stream" id="${DATA_ID}">${packed}</script>`;
  return `${render(<ReportBody view={view} />)}${data}`;
}
