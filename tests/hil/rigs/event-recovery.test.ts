import { expect, test } from 'vitest';
import { EventRecovery } from '../../../hil/rigs/event-recovery.ts';
import { type ShaftReport, shaftFlags } from '../../../protocol/tables/rig-vocabulary.ts';

const report: ShaftReport = {
  counterSteps: 0,
  encoderRaw: 0,
  encoderTurn: 0,
  fieldMt: 0,
  stallMode: 'none',
  flags: shaftFlags(),
  eventNumber: 0,
  deviceUs: 0,
};

/** A recovery whose link misses the given events; the test supplies the replies. */
function recovering(missing: readonly number[]) {
  const link = { missingEvents: missing, goneEventCount: 0, eventsKeptFrom: () => undefined };
  const asked: string[] = [];
  const trips: number[] = [];
  const recovery = new EventRecovery({
    link,
    requests: { send: (verb) => void asked.push(verb), fail: () => undefined },
    needsAll: () => true,
    onTrip: ({ number }) => void trips.push(number),
  });
  return { link, asked, trips, recovery };
}

test('passes trips on in number order, also around 00, once none is missing', () => {
  const { link, asked, trips, recovery } = recovering([0xfe]);
  recovery.lost();
  recovery.trip({ number: 0xff, on: false, report });
  recovery.trip({ number: 0x01, on: true, report });
  recovery.trip({ number: 0x00, on: false, report });
  expect([asked, trips]).toEqual([['EVTS'], []]);
  link.missingEvents = [];
  recovery.trip({ number: 0xfe, on: true, report });
  expect(trips).toEqual([0xfe, 0xff, 0x00, 0x01]);
});

test('sends one request at a time, and none after the run', () => {
  const { asked, recovery } = recovering([3]);
  for (let i = 0; i < 20; i += 1) recovery.lost();
  expect(asked).toEqual(['EVTS']);
  const late = recovering([3]);
  late.recovery.end();
  late.recovery.lost();
  expect(late.asked).toEqual([]);
});
