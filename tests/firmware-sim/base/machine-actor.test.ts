import { describe, expect, test } from 'vitest';
import { setup } from 'xstate';
import { MachineActor } from '../../../firmware-sim/base/machine-actor.ts';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { pumpRun } from '../pump-run.ts';

/** A machine that fails on request, and by itself after a second. */
function failingMachine() {
  return setup({ actions: { fail: () => {} }, delays: { secondUs: 1_000_000 } }).createMachine({
    initial: 'on',
    states: {
      on: { on: { FAIL: { target: 'off', actions: 'fail' }, GO: 'off' }, after: { secondUs: { actions: 'fail' } } },
      off: {},
    },
  });
}

function actorThatFails() {
  const clock = new VirtualClock();
  const fail = (): void => {
    throw new RangeError('failed');
  };
  const actor = new MachineActor(failingMachine().provide({ actions: { fail } }), clock);
  actor.start();
  return { clock, actor };
}

describe('a machine whose action throws', () => {
  test('throws at once where the event was sent', () => {
    const { actor } = actorThatFails();
    expect(() => actor.send({ type: 'FAIL' })).toThrow('failed');
  });

  test('throws out of the clock when its own delay is due', () => {
    const { clock } = actorThatFails();
    expect(() => clock.advanceTo(2_000_000)).toThrow('failed');
    expect(clock.nowUs()).toBe(1_000_000);
  });

  test('keeps throwing and is never reported as running', () => {
    const { actor } = actorThatFails();
    expect(() => actor.send({ type: 'FAIL' })).toThrow('failed');
    expect(() => actor.send({ type: 'GO' })).toThrow('failed');
    expect(actor.snapshot.value).toBe('on');
  });
});

test('an error inside a pump reaches the caller through nested machines', () => {
  const run = pumpRun();
  run.pump.programSimpleContinuous(0.5);
  run.trace.listen((_record, line) => {
    if (line.includes('"entry":"pump stopped')) throw new Error('a listener of the trace failed');
  });
  run.pump.programStopped();
  expect(() => run.wait(49 * 3_600_000_000)).toThrow('a listener of the trace failed');
  expect(run.clock.nowUs()).toBe(48 * 3_600_000_000);

  const bolus = pumpRun();
  bolus.trace.listen((_record, line) => {
    if (line.includes('"phase":"start"')) throw new Error('no bolus');
  });
  expect(() => bolus.pump.singleBolus(0.1, 24)).toThrow('no bolus');
});
