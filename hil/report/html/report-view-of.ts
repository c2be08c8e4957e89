import type { ReportView } from '../../viewer/report/report-view.ts';
import type { ReportedRun } from './reported-run.ts';
import { runViewOf } from './run-view-of.ts';

/** Returns what the report of a run shows. `links` are files beside the report. */
export function reportViewOf(run: ReportedRun, links: ReportView['links'] = []): ReportView {
  const { scenario, cut = null, inputs, command, host } = run;
  return {
    run: runViewOf(run),
    cut,
    scenarioText: scenario.text === '' ? null : scenario.text,
    inputs,
    madeBy: command === null ? null : ['rollerloop', ...command].join(' '),
    host,
    links,
  };
}
