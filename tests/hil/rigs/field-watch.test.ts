import { expect, test } from 'vitest';
import { lane, VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { synchromedII } from '../../../firmware-sim/products/synchromed-ii.ts';
import { Pump } from '../../../firmware-sim/pump.ts';
import { isEvent } from '../../../firmware-sim/trace/record.ts';
import { Trace } from '../../../firmware-sim/trace/trace.ts';
import { FieldWatch } from '../../../hil/rigs/field-watch.ts';
import { RigFacts } from '../../../hil/rigs/rig-facts.ts';
import type { RigRequests } from '../../../hil/rigs/rig-requests.ts';
import { type ShaftReport, shaftFlags } from '../../../protocol/tables/rig-vocabulary.ts';

const report = (deviceUs: number, counterSteps: number, fieldMt = 0): ShaftReport => ({
  counterSteps,
  encoderRaw: 0,
  encoderTurn: 0,
  fieldMt,
  stallMode: 'none',
  flags: shaftFlags('moving', 'energised'),
  eventNumber: 0,
  deviceUs,
});
const facts = new RigFacts(
  { capabilities: 0, stepsPerSecondMax: 500, segmentMsMax: 60_000 },
  { turnStepsNumerator: 2048, turnStepsDenominator: 1 },
  { slipQuantumSteps: 4, residualMilliDeg: 100, backlashMilliDeg: 0, calibrated: 1 },
);
/** One second of the board for ten seconds of the pump. */
const span = { fromUs: 0, toUs: 10_000_000, rigFrom: 0, rigTo: 100, durationMs: 1000 } as const;

function watched() {
  const clock = new VirtualClock();
  const trace = new Trace({ pumpUs: () => clock.nowUs(), boardUs: () => 0 });
  const pump = new Pump({ product: synchromedII, clock, trace, seed: 1 });
  const moved: number[] = [];
  const requests = { send: () => undefined } as unknown as RigRequests;
  const field = new FieldWatch({
    requests,
    facts,
    pump,
    trace,
    inputs: clock.lane(lane.sensedInput),
    scaleRatio: 1,
    onMoved: (steps) => moved.push(steps),
    onOverrun: () => undefined,
  });
  pump.begin();
  field.arm();
  const heldUs = (): readonly number[] =>
    trace.records.filter((one) => isEvent(one) && one.e === 'true.rotor' && one.state === 'held').map(({ t }) => t);
  return { clock, field, moved, heldUs };
}

test('a trip before the reply to its own span counts in that span, at its own time', () => {
  const { clock, field, moved, heldUs } = watched();
  field.begin(report(1_000_000, 0), { ...span, toUs: 0, rigTo: 0, durationMs: 1 });
  field.expect();
  field.tripped(true, report(2_300_000, 30, 60));
  field.begin(report(2_000_000, 0), span);
  clock.advanceTo(10_000_000);
  expect([moved, heldUs()]).toEqual([[30], [3_000_000]]);
});

test('a trip after the end of the run does not reach the pump, and the board is told', () => {
  const { clock, field, heldUs } = watched();
  field.begin(report(0, 0), span);
  expect([field.end(), field.end()]).toEqual([true, true]);
  field.tripped(true, report(300_000, 30, 60));
  clock.advanceTo(10_000_000);
  expect(heldUs()).toEqual([]);
});
