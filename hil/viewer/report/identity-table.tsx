import type { JSX } from 'preact';
import type { ReportView } from './report-view.ts';

/** Lists what identifies a run: program, scenario, pump, rig and its check, seed, hashes, and the command that repeats it. */
export function IdentityTable({ view }: { view: ReportView }): JSX.Element {
  return (
    <dl class="identity">
      {rowsOf(view).map(([name, text, isCode]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{isCode === true ? <code>{text}</code> : text}</dd>
        </div>
      ))}
    </dl>
  );
}

type Row = readonly [name: string, text: string, isCode?: boolean];

function rowsOf({ run, inputs, madeBy, host }: ReportView): readonly Row[] {
  const { identity, pump } = run;
  const { tool, startedAt, durationS, file, scenarioHash, tags, parameters, pumpHash, seed, speed, faults } = identity;
  const { fingerprint, rigHash, command } = identity;
  const rows: readonly (readonly Row[])[] = [
    row('Repeat', command, true),
    row('Program', `rollerloop ${tool.version}${tool.commit === null ? '' : `, commit ${tool.commit}`}`),
    row('Started', startedAt),
    row('Duration', durationS === null ? null : `${durationS.toFixed(3)} s on the wall`),
    row('Made by', madeBy, true),
    row('Host', host),
    row('Scenario', file, true),
    row('Scenario SHA-256', scenarioHash, true),
    row('Tags', tags.length === 0 ? null : tags.join(', ')),
    row('Parameters', parameters === null ? null : pairsText(parameters)),
    ...inputs.map(({ file: path, hash }) => row(`SHA-256 of ${path}`, hash, true)),
    row('Pump', `${pump.id}: ${pump.title}`),
    row('Pump SHA-256', pumpHash, true),
    row('Firmware under test', identity.firmware),
    rigRows(run.identity.rig),
    row('Seed', String(seed)),
    row('Speed', speed === 'auto' ? 'as fast as the rig turns' : `${speed} pump seconds a second`),
    row('Line faults', faults ?? 'none'),
    row('Fingerprint', fingerprint, true),
    row('Rig hash', rigHash, true),
  ];
  return rows.flat();
}

function rigRows(rig: ReportView['run']['identity']['rig']): readonly Row[] {
  if (rig === null) return [];
  const { name, made, unitNumber, resolutionDeg, time, check } = rig;
  const unit = unitNumber === null ? '' : `, unit ${unitNumber}`;
  return [
    ['Rig', `${name}${unit}: ${made}`],
    ['Rig resolution', `${Number(resolutionDeg.toPrecision(4))} deg, in ${time} time`],
    ['Rig check', `${check.isTrusted ? '' : 'Not to be trusted: '}${check.says}`],
  ];
}

function row(name: string, text: string | null, isCode = false): readonly Row[] {
  return text === null ? [] : [[name, text, isCode]];
}

function pairsText(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
}
