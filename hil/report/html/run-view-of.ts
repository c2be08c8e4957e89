import { rollersOf } from '../../../firmware-sim/products/product.ts';
import { signalsChecked } from '../../scenario/patterns/names-checked.ts';
import { DISCLAIMER } from '../../scenario/run-result.ts';
import type { CheckView } from '../../viewer/check-view.ts';
import type { LaneView } from '../../viewer/lane-view.ts';
import { pumpViewOf } from '../../viewer/pump/pump-view.ts';
import type { RigView, RunIdentity, RunView } from '../../viewer/run-view.ts';
import { checkViewOf } from './check-views.ts';
import { laneViewsOf } from './lane-views.ts';
import { remarksOf } from './remarks.ts';
import type { ReportedRun } from './reported-run.ts';
import { RunRecords } from './run-records.ts';
import { studyViewsOf } from './study-views.ts';

/** Returns all that a page shows of a run. */
export function runViewOf(run: ReportedRun): RunView {
  const { scenario, product, result, failure } = run;
  const records = new RunRecords(run.records);
  const endUs = Math.max(result?.pumpUs ?? 0, records.lastUs);
  const lanes = laneViewsOf({
    product,
    signals: run.signals,
    pieces: records.pieces,
    states: records.states.rows(endUs),
    marks: records.marks,
    checked: new Set(scenario.expect.flatMap(({ check }) => signalsChecked(check))),
  });
  const rollerCount = rollersOf(product)?.rollerCount.value ?? 1;
  const shaft = lanes.flatMap(({ signals }) => signals).find(({ name }) => name === 'rig.shaftDeg');
  return {
    identity: identityOf(run),
    pump: pumpViewOf(product),
    verdict: result?.verdict ?? null,
    failure: failure ?? null,
    endUs,
    ...judgedPart(run, lanes),
    lanes,
    events: records.events,
    log: records.log,
    wire: records.wire,
    studies: studyViewsOf(result?.studies ?? [], { films: records.films, rollerCount, rig: run.rig, shaft }),
    assumed: result?.assumed ?? [],
    remarks: result === undefined ? [] : remarksOf(result, run.sensitivity, run.lawsNotTried),
    disclaimer: DISCLAIMER,
  };
}

interface Judged {
  readonly checks: readonly CheckView[];
  readonly invariants: readonly CheckView[];
}

function judgedPart(
  { scenario, result, invariants, quarantined = [] }: ReportedRun,
  lanes: readonly LaneView[],
): Judged {
  const sources = { scenario, lanes, quarantined };
  const named = new Map(invariants.map(({ expectation }) => [expectation.name, expectation]));
  const { measurements = [], invariants: judged = [] } = result ?? {};
  return {
    checks: measurements.map((one, index) => checkViewOf(one, scenario.expect[index], sources)),
    invariants: judged.map((one) => checkViewOf(one, named.get(one.name), sources)),
  };
}

function identityOf(run: ReportedRun): RunIdentity {
  const { scenario, result, seed, speed, faults, tool, startedAt, durationS, pumpHash, repeat } = run;
  return {
    scenario: scenario.name,
    says: scenario.says,
    file: scenario.file,
    scenarioHash: scenario.textHash === '' ? null : scenario.textHash,
    tags: scenario.tags,
    parameters: scenario.parameters ?? null,
    pumpHash,
    firmware: firmwareText(run.firmware),
    rig: rigView(run),
    seed,
    speed,
    faults,
    tool,
    startedAt,
    durationS,
    fingerprint: result?.fingerprint ?? null,
    rigHash: result?.rigHash ?? null,
    command: repeat,
  };
}

/** Returns the firmware under test in words. */
function firmwareText(firmware: ReportedRun['firmware']): string | null {
  return firmware === undefined ? null : `${firmware.name}, ${firmware.kind}, SHA-256 ${firmware.hash}`;
}

/** A simulated rig in process needs no check. */
function rigView({ rig, rigCheck }: ReportedRun): RigView | null {
  if (rig === null) return null;
  const { name, made, unitNumber = null, resolutionDeg, time } = rig;
  const { state, says, summary } = rigCheck ?? { state: 'never checked', says: 'not known', summary: undefined };
  const isTrusted = state === 'in process' || (state === 'checked' && summary?.verdict === 'pass');
  return { name, made, unitNumber, resolutionDeg, time, check: { says, isTrusted } };
}
