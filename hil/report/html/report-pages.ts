import { type PageCode, pageCode } from '../../packing/page-code.ts';
import { pageHtml } from '../../packing/page-html.ts';
import { indexHtml } from '../../viewer/report/index-html.tsx';
import type { IndexView } from '../../viewer/report/index-view.ts';
import { matrixHtml } from '../../viewer/report/matrix-html.tsx';
import type { MatrixView } from '../../viewer/report/matrix-view.ts';
import { reportHtml } from '../../viewer/report/report-html.tsx';
import type { ReportView } from '../../viewer/report/report-view.ts';
import { packedView } from './packed-view.ts';

/** Returns the report of a run as one file of HTML. */
export async function reportPage(view: ReportView): Promise<string> {
  const { scenario } = view.run.identity;
  const verdict = view.run.verdict ?? 'no verdict';
  return page('report', `${scenario}: ${verdict}`, reportHtml(view, packedView(view.run)));
}

/** Returns the index of several runs as one file of HTML. */
export async function indexPage(view: IndexView): Promise<string> {
  return page('list', view.title, indexHtml(view));
}

/** Returns a matrix of requirements as one file of HTML. */
export async function matrixPage(view: MatrixView): Promise<string> {
  return page('list', view.title, matrixHtml(view));
}

async function page(name: Parameters<typeof pageCode>[0], title: string, bodyHtml: string): Promise<string> {
  const { script, style }: PageCode = await pageCode(name);
  return pageHtml({ language: 'en', title, bodyHtml, script, style, isScriptFirst: name === 'list' });
}
