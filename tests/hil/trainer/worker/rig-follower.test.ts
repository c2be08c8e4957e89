import { describe, expect, test } from 'vitest';
import { momentAt } from '../../../../hil/trainer/page/play/moment.ts';
import { RunTrace } from '../../../../hil/trainer/page/play/run-trace.ts';
import { ran } from '../engine/engine-for-tests.ts';
import { FollowedRig, livePlan } from './followed-rig.ts';

const TURN_STEPS = 2048;

/** A pump at its lowest rate, without an end before ten years. */
function yearsLong(program: string): string {
  return `scenario: live\nsays: A year.\npump: { product: synchromed-ii, ${program} }\ntimeline: []\nends at: 3650 d\n`;
}

describe('a rig that follows the page', () => {
  test('joins a run at a time, and keeps to the wall from then on', async () => {
    const rig = new FollowedRig();
    await rig.follow(60e6);
    expect(rig.latest('rig aligning').rig).toMatchObject({ unitNumber: 7, hasFieldSensor: true });
    expect(rig.latest('rig at').pumpUs).toBe(60e6);
    const fromSteps = rig.port.board.shaftSteps;
    await rig.wall.advance(10e6);
    const { pumpUs, rotorDeg } = rig.latest('rig at');
    // A request and its reply cost pump time once in each span of 200 ms.
    expect(pumpUs).toBeGreaterThan(69e6);
    expect(pumpUs).toBeLessThanOrEqual(70.2e6);
    const turnedDeg = ((rig.port.board.shaftSteps - fromSteps) * 360) / TURN_STEPS;
    expect(Math.abs(turnedDeg - (rotorDeg - 60 * 3.33))).toBeLessThan(10);
  });

  test('stands at the limit of a paused page for a minute, and then goes on', async () => {
    const rig = new FollowedRig();
    await rig.follow(0);
    await rig.wall.advance(1e6);
    rig.follower.take({ kind: 'rig pace', pace: { speed: 1, limitUs: 0 } });
    await rig.wall.advance(1e6);
    const { pumpUs } = rig.latest('rig at');
    await rig.wall.advance(60e6);
    expect(rig.latest('rig at').pumpUs).toBe(pumpUs);
    rig.follower.take({ kind: 'rig pace', pace: { speed: 1, limitUs: Number.MAX_VALUE } });
    await rig.wall.advance(2e6);
    expect(rig.latest('rig at').pumpUs).toBeGreaterThan(pumpUs + 1.5e6);
  });

  test('says when an entry acted, and the run of the page with it has the same rotor', async () => {
    const rig = new FollowedRig();
    await rig.follow(10e6);
    await rig.wall.advance(1.234e6);
    const near = { field: 'hand magnet', distance: '0 mm', azimuth: '80 deg' };
    const { atUs, entries } = await rig.act(near);
    await rig.wall.advance(5e6);
    const { rotorDeg, pumpUs } = rig.latest('rig at');
    const inputs = entries.map((entry) => ({ atUs, entry }));
    const { records } = await ran({ ...livePlan, inputs, untilUs: pumpUs });
    const rotor = records.findLast((record) => 's' in record && record.s === 'true.rotorDeg');
    expect(rotor).toMatchObject({ v: rotorDeg });
    expect(rig.port.board.outputs.stallMode).toBe('hold');
  });

  test('turns the shaft to the rotor when it joins again', async () => {
    const rig = new FollowedRig();
    await rig.follow(0);
    await rig.wall.advance(5e6);
    rig.follower.take({ kind: 'rig leave' });
    await rig.next('rig left');
    const { rotorDeg: leftAtDeg } = rig.latest('rig at');
    const fromSteps = rig.port.board.shaftSteps;
    await rig.follow(60e6, livePlan, leftAtDeg);
    const turnedDeg = ((rig.port.board.shaftSteps - fromSteps) * 360) / TURN_STEPS;
    const wantedDeg = rig.latest('rig at').rotorDeg - leftAtDeg;
    expect(turnedDeg).toBeCloseTo(rig.latest('rig aligning').turnsDeg, 0);
    expect((((turnedDeg - wantedDeg) % 360) + 360) % 360).toBeCloseTo(0, 0);
  });

  test('lets a magnet at the sensor hold the rotor, and tells the page the field', async () => {
    const rig = new FollowedRig();
    await rig.follow(10e6);
    await rig.wall.advance(1e6);
    rig.port.setFieldMt(80);
    const held = await rig.next('rig acted');
    expect(held).toMatchObject({ id: undefined, entries: [{ field: '80 mT' }] });
    await rig.wall.advance(1e6);
    const { rotorDeg } = rig.latest('rig at');
    await rig.wall.advance(5e6);
    // A held rotor rocks by less than a degree.
    expect(Math.abs(rig.latest('rig at').rotorDeg - rotorDeg)).toBeLessThan(1);
    expect(rig.latest('rig at').fieldMt).toBe(80);
    rig.port.setFieldMt(0);
    expect(await rig.next('rig acted')).toMatchObject({ entries: [{ field: 'off' }] });
    await rig.wall.advance(5e6);
    expect(rig.latest('rig at').rotorDeg).toBeGreaterThan(rotorDeg + 5);
  });

  test('joins years after the start, and still knows the entries that are due', async () => {
    const rig = new FollowedRig();
    const yearUs = 365 * 86_400e6;
    const inputs = [{ atUs: yearUs + 2e6, entry: { field: 'hand magnet', distance: '0 mm', azimuth: '80 deg' } }];
    const text = 'mode: simple continuous, rate: 0.048 mL/day, reservoir: 18 mL';
    const source = { kind: 'text', text: yearsLong(text), file: 'live.yaml' } as const;
    await rig.follow(yearUs, { source, seed: 1, inputs });
    await rig.wall.advance(4e6);
    expect(rig.port.board.outputs.stallMode).toBe('hold');
  });

  test('refuses an entry that the language does not know, and goes on', async () => {
    const rig = new FollowedRig();
    await rig.follow(0);
    rig.follower.take({ kind: 'rig act', id: 1, entries: [{ felid: '1 T' }] });
    expect((await rig.next('rig refused')).why).toContain('"felid"');
    const { pumpUs } = rig.latest('rig at');
    await rig.wall.advance(2e6);
    expect(rig.latest('rig at').pumpUs).toBeGreaterThan(pumpUs + 1e6);
  });

  test('loses a rig whose port closes, with the reason', async () => {
    const rig = new FollowedRig();
    await rig.follow(0);
    rig.follower.take({ kind: 'rig closed', why: 'The cable was pulled.' });
    expect(await rig.next('rig lost')).toMatchObject({ code: 'PORT_GONE', message: 'The cable was pulled.' });
    rig.follower.take({ kind: 'rig act', id: 1, entries: [{ field: 'off' }] });
    expect(rig.latest('rig refused').why).toBe('The rig no longer follows.');
  });

  test.each([1, 60])('names the pause if the computer slept for an hour at %d times', async (speed) => {
    const rig = new FollowedRig();
    await rig.follow(0);
    rig.follower.take({ kind: 'rig pace', pace: { speed, limitUs: Number.MAX_VALUE } });
    await rig.wall.advance(2e6);
    const { pumpUs } = rig.latest('rig at');
    rig.wall.sleep(3600e6);
    await rig.wall.until(() => rig.replies.at(-1)?.kind === 'rig lost', 10e6);
    expect(rig.latest('rig lost').message).toMatch(/paused/);
    expect(rig.latest('rig at').pumpUs - pumpUs).toBeLessThan(speed * 1e6);
    expect(rig.port.board.outputs).toMatchObject({ moving: false, energised: false });
    const again = new FollowedRig({ after: rig });
    await again.follow(pumpUs);
  });

  test('joins again in the middle of a roller study after its port was gone', async () => {
    const rig = new FollowedRig();
    const inputs = [{ atUs: 10e6, entry: { 'roller study': 'take' } }];
    await rig.follow(9e6, { ...livePlan, inputs });
    await rig.wall.advance(3e6);
    rig.vanish();
    const { pumpUs } = await rig.next('rig lost').then(() => rig.latest('rig at'));
    const again = new FollowedRig({ after: rig });
    await again.follow(pumpUs, { ...livePlan, inputs });
    await again.wall.advance(3e6);
    const at = again.latest('rig at');
    const { records, facts, summary } = await ran({ ...livePlan, inputs, untilUs: at.pumpUs });
    const { rotorDeg } = momentAt(new RunTrace(records, summary.endUs), facts.product, at.pumpUs);
    // The trace has the line of the steps, and the rig reports whole steps of 1.5 deg.
    expect(Math.abs(at.rotorDeg - rotorDeg)).toBeLessThan(1.5);
    expect(at.pumpUs).toBeGreaterThan(pumpUs);
  });

  test('does not join a run that the page left while the one before was ending', async () => {
    const rig = new FollowedRig();
    await rig.follow(0);
    rig.ask(5e6);
    rig.follower.take({ kind: 'rig leave' });
    await rig.wall.advance(6e6);
    expect(rig.replies.filter(({ kind }) => kind === 'rig left').map(({ run }) => run)).toEqual([1, 2]);
    expect(rig.port.board.outputs).toMatchObject({ moving: false });
    expect(rig.latest('rig following').run).toBe(1);
  });

  // A board with a session sends no banner, so the second page depends on the reply to STAT.
  test.each([0, 0.25, 0.5, 0.9])(
    'opens again after a page that vanished, if bytes take %s s each way',
    async (passingS) => {
      const gone = new FollowedRig();
      await gone.follow(0);
      await gone.wall.advance(1.3e6);
      gone.vanish();
      const rig = new FollowedRig({ after: gone, passingUs: passingS * 1e6 });
      await rig.follow(5e6);
      await rig.wall.advance(4e6);
      expect(rig.latest('rig at').pumpUs).toBeGreaterThan(5e6);
      expect(rig.port.board.outputs.stopCause).toBe('none');
    },
  );
});
