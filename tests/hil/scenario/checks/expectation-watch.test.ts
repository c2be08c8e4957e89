import { describe, expect, test } from 'vitest';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import { judged, S, watched } from '../watched.ts';

const FOREVER = Number.POSITIVE_INFINITY;
const log = (s: number, entry: string): TraceRecord => ({ t: s * S, e: 'pump.log', entry });
const alarm = (s: number, phase = 'raised'): TraceRecord => ({ t: s * S, e: 'pump.alarm', phase, class: 'critical' });
const timeline = ['{ at: 10 s, field: 1 T, name: scan }', '{ at: 20 s, field: off, name: out }'];
const stall = 'pump.log "motor stall"';

const needS = (expectation: string, records: readonly TraceRecord[] = [], studies: readonly string[] = []): number =>
  watched(expectation, { timeline: [...timeline, '{ at: 30 s, roller study: take, name: study }'], records }).needUs(
    studies.map((name) => ({ name })),
  ) / S;

describe('a watched event', () => {
  const seenS = (expectation: string, ...records: readonly TraceRecord[]): number | undefined => {
    const { seenUs } = watched(expectation, { timeline, records });
    return seenUs === undefined ? undefined : seenUs / S;
  };

  test('is the first within the span, both ends included', () => {
    const after = `see: ${stall}, after: scan, within: 5 s`;
    expect(seenS(after, log(9, 'motor stall'), log(12, 'motor stall'), log(13, 'motor stall'))).toBe(12);
    expect([seenS(after, log(10, 'motor stall')), seenS(after, log(15, 'motor stall'))]).toEqual([10, 15]);
    expect(seenS(after, log(9.999_999, 'motor stall'), log(15.000_001, 'motor stall'))).toBeUndefined();
    expect(seenS(after, log(12, 'motor stall recovery'), alarm(12))).toBeUndefined();
  });

  test('is found by never see alike', () => {
    expect(seenS('never see: pump.alarm', alarm(3))).toBe(3);
    expect(seenS('never see: pump.alarm critical', alarm(3, 'cleared'))).toBeUndefined();
  });

  test('counts from the first event of its anchor, not from a later one', () => {
    const when = `see: pump.alarm critical, when: ${stall}, within: 2 s`;
    expect(seenS(when, log(5, 'motor stall'), alarm(6))).toBe(6);
    expect(seenS(when, log(5, 'motor stall'), log(50, 'motor stall'), alarm(51))).toBeUndefined();
    expect(seenS(when, alarm(6))).toBeUndefined();
  });

  test('counts from the second of two events where one follows the other', () => {
    const when = `see: pump.alarm critical, when: ${stall}, and then: true.film, within: 2 s`;
    const film = (s: number): TraceRecord => ({ t: s * S, e: 'true.film', number: 1 });
    expect(seenS(when, log(5, 'motor stall'), alarm(6), film(20), alarm(21))).toBe(21);
    expect(seenS(when, film(4), log(5, 'motor stall'), alarm(6))).toBeUndefined();
    expect(seenS(when, film(4), log(5, 'motor stall'), film(5), alarm(6))).toBe(6);
  });

  test('is seen if written before its anchor in the same microsecond, and not earlier', () => {
    const when = `see: pump.alarm critical, when: ${stall}, within: 2 s`;
    expect(seenS(when, alarm(5), log(5, 'motor stall'))).toBe(5);
    expect(seenS(when, alarm(4.999_999), log(5, 'motor stall'))).toBeUndefined();
  });

  test('is never the anchor itself', () => {
    const again = `never see: ${stall}, when: ${stall}, within: 9 s`;
    expect(seenS(again, log(5, 'motor stall'))).toBeUndefined();
    expect(seenS(again, log(5, 'motor stall'), log(6, 'motor stall'))).toBe(6);
  });
});

describe('the time for which a run is needed', () => {
  test('for an event: until it is seen, to the end of its time, or without limit', () => {
    expect(needS(`see: ${stall}, after: scan, within: 5 s`)).toBe(15);
    expect(needS(`see: ${stall}, after: scan, within: 5 s`, [log(12, 'motor stall')])).toBe(0);
    expect(needS(`see: ${stall}`)).toBe(FOREVER);
    expect(needS(`see: ${stall}`, [log(12, 'motor stall')])).toBe(0);
  });

  test('for a forbidden event: to the end of its time, or until it is seen', () => {
    expect(needS('never see: pump.alarm, after: scan, within: 5 s')).toBe(15);
    expect(needS('never see: pump.alarm, after: scan, within: 5 s', [alarm(11)])).toBe(0);
    expect(needS('never see: pump.alarm')).toBe(0);
    expect(needS('never see: pump.alarm, after: 50 s')).toBe(50);
  });

  test('for a number: to the end of its span; without one, to the start of the span', () => {
    expect(needS('signal: true.rotorDeg, during: scan, changes at most: 1 deg')).toBe(19.999_999);
    expect(needS('signal: true.rotorDeg, after: out, within: 5 s, advances at least: 1 deg')).toBe(25);
    expect(needS('signal: true.rotorDeg, after: 70 s, stays at least: 1 deg')).toBe(70);
    expect(needS('value: true.rotorDeg, at: 70 s, at least: 1 deg')).toBe(70);
    expect(needS('value: true.rotorDeg, at: end, at least: 1 deg')).toBe(0);
  });

  test('for a span from an event: unknown before the event', () => {
    const when = `signal: true.rotorDeg, when: ${stall}, within: 5 s, changes at most: 1 deg`;
    expect(needS(when)).toBe(FOREVER);
    expect(needS(when, [log(12, 'motor stall')])).toBe(17);
  });

  test('for an outcome: until that study has ended', () => {
    expect(needS('outcome: pass, of: study')).toBe(FOREVER);
    expect(needS('outcome: pass, of: study', [], ['another'])).toBe(FOREVER);
    expect(needS('outcome: pass, of: study', [], ['another', 'study'])).toBe(0);
  });
});

describe('an unless clause', () => {
  const film = (s: number): TraceRecord => ({ t: s * S, e: 'true.film', number: 1 });
  const unless = `see: pump.alarm critical, when: ${stall}, within: 9 s, unless: true.film`;

  test('decides once its time is over without the event; with it, nothing is decided', () => {
    const cut = watched(unless, { records: [log(5, 'motor stall'), film(7), alarm(8)] });
    expect([cut.cutUs, cut.seenUs, cut.needUs([])]).toEqual([7 * S, undefined, 0]);
    const { verdict, reason, note } = judged(unless, { records: [log(5, 'motor stall'), film(7), alarm(8)] });
    expect([verdict, reason, note]).toEqual(['not decided', 'ended', 'true.film occurred before the span ended']);
  });

  test.each([
    ['before it counts', [film(4), log(5, 'motor stall')], 'fail'],
    ['after its time', [log(5, 'motor stall'), film(15)], 'fail'],
    ['after what was sought', [log(5, 'motor stall'), alarm(6), film(7)], 'pass'],
  ])('has no effect %s', (_when, records, verdict) => {
    expect(judged(unless, { records }).verdict).toBe(verdict);
  });

  test('leaves a number undecided as well', () => {
    const held = 'signal: true.rotorDeg, when: true.film, within: 9 s, unless: pump.log, changes at most: 3 deg';
    expect(judged(held, { records: [film(1), log(5, 'motor stall')] }).verdict).toBe('not decided');
  });
});
