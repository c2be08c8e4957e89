import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Link } from '../../protocol/host/link.ts';
import { programChecksum } from '../../protocol/line/program-checksum.ts';
import { bytesOf } from '../../protocol/tables/ascii.ts';
import { telemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import { framed } from '../protocol/bench-pair.ts';
import { runCount } from '../run-count.ts';
import { crcOf, DAY, HOUR, TelemetrySession } from './telemetry-session.ts';

/** One line for each field of a draft, with the bit of the field. */
const everyField = [
  ['PROGMODE mode=continuous', 0],
  ['PROGRATE rate=0.750000', 1],
  ['PROGLOW low=3.500', 2],
  ['PROGCRIT crit=300', 3],
  ['PROGNON non=7200', 4],
  ['PROGVOL vol=18.250000', 5],
  ['PROGCATH cath=0.1850', 6],
  ['PROGDRUG n=1 drug=morphine c=25000.00', 7],
  ['PROGDRUG n=2 drug=bupivacaine c=15000.50', 8],
  ['PROGDRUG n=3 drug=other c=0.01', 9],
] as const;
const everyLine = everyField.map(([line]) => line);

/** The text under the checksum of the wire document: each line after its verb. */
const summedUp = (lines: readonly string[]): string => lines.map((line) => line.slice(line.indexOf(' '))).join('');

function running(mode: string): TelemetrySession {
  const session = TelemetrySession.open();
  const rate = mode === 'continuous' ? ['PROGRATE rate=0.500000'] : [];
  session.program(`PROGMODE mode=${mode}`, ...rate);
  return session;
}

describe('a program in two phases', () => {
  test('drafts every field, is read back, committed in one piece, and shown by the pump', () => {
    const session = TelemetrySession.open();
    const before = session.therapy();
    session.ask('PROGBEGIN');
    for (const line of everyLine) expect(session.ask(line)).toMatchObject({ is: 'ok' });
    expect(session.ask('PROGREAD')).toMatchObject({ set: '03FF', crc: crcOf(summedUp(everyLine)) });
    const readAs = (of: string) =>
      ['THERAPY', 'RESERVOIR', 'DRUG n=1', 'DRUG n=2', 'DRUG n=3', 'ALARMS'].map((verb) => {
        const { d, g, e, ...shown } = session.ask(`${verb} of=${of}`);
        return shown;
      });
    const drafted = readAs('draft');
    expect(session.therapy()).toEqual(before);
    expect(session.ask(`PROGCOMMIT crc=${crcOf(summedUp(everyLine))}`)).toMatchObject({ is: 'ok', set: '03FF' });
    expect(readAs('pump')).toEqual(drafted);
    expect(drafted[0]).toMatchObject({ mode: 'continuous', r: '0.750000' });
    expect(drafted[3]).toMatchObject({ drug: 'bupivacaine', c: '15000.50', dose: '11250.38' });
    expect(session.run.events('in.program')).toMatchObject([
      { mode: 'simple continuous', rateMlPerDay: 0.75, lowReservoirMl: 3.5, reservoirMl: 18.25, drug3UgPerMl: 0.01 },
    ]);
  });

  test.each(everyField)('%s changes that field and no other', (line, bit) => {
    const session = running('continuous');
    const read = () =>
      ['THERAPY', 'RESERVOIR', 'DRUG n=1', 'DRUG n=2', 'DRUG n=3', 'ALARMS'].map((verb) =>
        session.ask(`${verb} of=pump`),
      );
    const before = read();
    expect(session.program(line)).toMatchObject({
      is: 'ok',
      set: (1 << bit).toString(16).toUpperCase().padStart(4, '0'),
    });
    const changed = read().flatMap((now, at) => Object.keys(now).filter((key) => now[key] !== before[at]?.[key]));
    const keys = { 0: [], 1: ['r'], 2: ['low'], 3: ['crit'], 4: ['non'], 5: ['level'], 6: ['cath'] }[bit as number];
    expect(changed.filter((key) => key !== 'dose' && key !== 'e')).toEqual(keys ?? ['drug', 'c']);
  });

  test('sums fields in table order, whatever the order of lines; the later value counts', () => {
    const session = TelemetrySession.open();
    session.ask('PROGBEGIN');
    for (const line of ['PROGRATE rate=1.000000', ...[...everyLine].reverse()]) session.ask(line);
    expect(session.ask('PROGREAD').crc).toBe(crcOf(summedUp(everyLine)));
    const lines = [
      { verb: 'PROGRATE', args: { rateMlPerDay: 1 } },
      { verb: 'PROGMODE', args: { mode: 'stopped' } },
      { verb: 'PROGRATE', args: { rateMlPerDay: 0.5 } },
    ] as const;
    expect(programChecksum(lines)).toBe(Number.parseInt(crcOf(' mode=stopped rate=0.500000'), 16));
  });

  test('with a wrong checksum gets both checksums back, and drops the draft', () => {
    const session = running('continuous');
    const before = session.therapy();
    session.ask('PROGBEGIN');
    session.ask('PROGRATE rate=1.000000');
    const { crc } = session.ask('PROGREAD');
    expect(session.ask('PROGCOMMIT crc=0000')).toMatchObject({ is: 'CHECKSUM', want: crc, got: '0000', g: '00' });
    expect(session.ask(`PROGCOMMIT crc=${crc}`)).toMatchObject({ is: 'NODRAFT' });
    expect(session.therapy()).toEqual(before);
  });

  test.each([
    ['PROGCANCEL', (session: TelemetrySession) => session.ask('PROGCANCEL')],
    ['another HELLO', (session: TelemetrySession) => session.hello(0x5c)],
    ['a HELLO of its own session', (session: TelemetrySession) => session.hello(0xa3)],
    ['a restart', (session: TelemetrySession) => session.server.boot() ?? session.hello(0xa3)],
    [
      'the stop bytes',
      (session: TelemetrySession) => session.server.receive(bytesOf('\x18\x18\n')) ?? session.ask('PING'),
    ],
  ])('%s drops a draft, with its fields and its checksum', (_, drop) => {
    const session = running('continuous');
    const before = session.therapy();
    session.ask('PROGBEGIN');
    session.ask('PROGRATE rate=1.000000');
    const { crc } = session.ask('PROGREAD');
    expect(drop(session)).toMatchObject({ is: 'ok', g: '00' });
    for (const verb of [`PROGCOMMIT crc=${crc}`, 'PROGREAD', 'THERAPY of=draft', 'PROGRATE rate=1.000000']) {
      expect(session.ask(verb)).toMatchObject({ is: 'NODRAFT' });
    }
    expect(session.therapy()).toEqual(before);
  });

  test('is empty when begun again, and refused when empty', () => {
    const session = TelemetrySession.open();
    session.ask('PROGBEGIN');
    session.ask('PROGMODE mode=minimum');
    session.ask('PROGBEGIN');
    expect(session.ask('PROGREAD')).toMatchObject({ set: '0000', crc: 'FFFF' });
    expect(session.ask('PROGCOMMIT crc=FFFF')).toMatchObject({ is: 'REFUSED', f: 'draft', why: 'missing' });
  });

  test('is one change for a commit sent twice, with the same reply', () => {
    const session = running('continuous');
    session.ask('PROGBEGIN');
    session.ask('PROGRATE rate=1.000000');
    const line = bytesOf(session.line(`PROGCOMMIT crc=${crcOf(' rate=1.000000')}`));
    session.server.receive(line);
    session.run.wait(DAY);
    session.server.receive(line);
    expect(session.heard.at(-1)).toBe(session.heard.at(-2));
    expect(session.run.events('in.program')).toHaveLength(2);
  });
});

describe.each(['continuous', 'minimum', 'stopped'])('in the mode %s', (mode) => {
  const wrong = [
    ['PROGRATE rate=0.047999', 'PROGMODE mode=continuous', 'rate', 'range'],
    ['PROGRATE rate=24.000001', 'PROGMODE mode=continuous', 'rate', 'range'],
    ['PROGRATE rate=0.000000', 'PROGMODE mode=continuous', 'rate', 'range'],
    ['PROGRATE rate=0.500000', 'PROGMODE mode=stopped', 'rate', 'mode'],
    ['PROGRATE rate=0.500000', 'PROGMODE mode=minimum', 'rate', 'mode'],
    ['PROGLOW low=20.001', '', 'low', 'range'],
    ['PROGCRIT crit=59', '', 'crit', 'range'],
    ['PROGCRIT crit=0', '', 'crit', 'range'],
    ['PROGNON non=86401', '', 'non', 'range'],
    ['PROGVOL vol=20.000001', '', 'vol', 'range'],
    ['PROGVOL vol=0.000000', '', 'vol', 'range'],
    ['PROGCATH cath=0.0000', '', 'cath', 'range'],
    ['PROGCATH cath=1.0001', '', 'cath', 'range'],
    ['PROGDRUG n=1 drug=morphine c=0.00', '', 'drug1', 'range'],
    ['PROGDRUG n=3 drug=none c=1.00', '', 'drug3', 'range'],
  ] as const;

  test.each(wrong)('%s %s is refused as %s, %s; no other field of the draft has run', (line, more, f, why) => {
    const session = running(mode);
    const before = session.therapy();
    const others = ['PROGLOW low=3.000', 'PROGVOL vol=15.000000', 'PROGDRUG n=2 drug=saline c=1.00'].filter(
      (other) => !other.startsWith(line.slice(0, 7)),
    );
    expect(session.program(...others, ...(more === '' ? [] : [more]), line)).toMatchObject({ is: 'REFUSED', f, why });
    expect(session.therapy()).toEqual(before);
  });

  test('a refused draft stays open and runs once corrected', () => {
    const session = running(mode);
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=25.000000');
    session.ask('PROGRATE rate=2.000000');
    expect(session.ask(`PROGCOMMIT crc=${session.ask('PROGREAD').crc}`)).toMatchObject({ is: 'ok', d: 'delivering' });
    expect(session.ask('THERAPY of=pump')).toMatchObject({ mode: 'continuous', r: '2.000000' });
  });

  test('a running bolus allows only the mode stopped, which cuts it', () => {
    const session = running(mode);
    session.ask('BOLUS vol=0.100000 sec=3600');
    const before = session.therapy();
    for (const line of [
      'PROGMODE mode=minimum',
      'PROGRATE rate=1.000000',
      'PROGLOW low=3.000',
      'PROGVOL vol=5.000000',
    ]) {
      expect(session.program(line)).toMatchObject({ is: 'REFUSED', f: 'bolus', why: 'busy' });
      expect(session.ask('PROGCANCEL')).toMatchObject({ is: 'ok' });
    }
    expect(session.ask('MINRATE')).toMatchObject({ is: 'REFUSED', f: 'bolus', why: 'busy' });
    expect(session.therapy()).toEqual(before);
    expect(session.program('PROGMODE mode=stopped', 'PROGLOW low=3.000')).toMatchObject({ is: 'ok', d: 'stopped' });
  });

  test('a value outside the table is never drafted', () => {
    const session = running(mode);
    session.ask('PROGBEGIN');
    expect(session.ask('PROGRATE rate=100.000001')).toMatchObject({ is: 'RANGE', at: '0' });
    expect(session.ask('PROGRATE rate=1')).toMatchObject({ is: 'ARG', at: '0' });
    expect(session.ask('PROGDRUG n=4 drug=saline c=1.00')).toMatchObject({ is: 'RANGE', at: '0' });
    expect(session.ask('PROGMODE mode=complex')).toMatchObject({ is: 'ARG', at: '0' });
    expect(session.ask('PROGREAD')).toMatchObject({ set: '0000' });
  });
});

test('a rate needs a mode, and a mode needs its rate', () => {
  const session = TelemetrySession.open();
  expect(session.program('PROGRATE rate=1.000000')).toMatchObject({ is: 'REFUSED', f: 'rate', why: 'mode' });
  expect(session.program('PROGMODE mode=continuous')).toMatchObject({ is: 'REFUSED', f: 'rate', why: 'missing' });
});

test('at the end of service every program is refused', () => {
  const session = TelemetrySession.open({ state: { ageUs: 7 * 365.25 * DAY - HOUR } });
  session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
  session.run.wait(2 * HOUR);
  expect(session.ask('PING')).toMatchObject({ d: 'ended', al: 'critical' });
  expect(session.program('PROGRATE rate=1.000000')).toMatchObject({ is: 'REFUSED', f: 'mode', why: 'ended' });
  expect(session.ask('MINRATE')).toMatchObject({ is: 'REFUSED', why: 'ended' });
  expect(session.ask('STUDY')).toMatchObject({ is: 'REFUSED', f: 'bolus', why: 'ended' });
});

test('a wrong checksum never changes a therapy, and the right one always does', () => {
  const rate = fc.integer({ min: 48_000, max: 24_000_000 }).map((nl) => `PROGRATE rate=${(nl / 1e6).toFixed(6)}`);
  const low = fc.integer({ min: 0, max: 20_000 }).map((ul) => `PROGLOW low=${(ul / 1000).toFixed(3)}`);
  const volume = fc.integer({ min: 1, max: 20_000_000 }).map((nl) => `PROGVOL vol=${(nl / 1e6).toFixed(6)}`);
  const commit = fc.record({ lines: fc.tuple(rate, low, volume), offBy: fc.oneof(fc.constant(0), fc.nat(0xffff)) });
  fc.assert(
    fc.property(fc.array(commit, { maxLength: 12 }), (commits) => {
      const session = running('continuous');
      for (const { lines, offBy } of commits) {
        const before = session.therapy();
        session.ask('PROGBEGIN');
        for (const line of lines) session.ask(line);
        const wanted = Number.parseInt(crcOf(summedUp(lines)), 16);
        const told = (wanted ^ offBy).toString(16).toUpperCase().padStart(4, '0');
        const answer = session.ask(`PROGCOMMIT crc=${told}`);
        if (offBy === 0) {
          expect(answer.is).toBe('ok');
          expect(` rate=${session.ask('THERAPY of=pump').r}`).toBe(summedUp(lines.slice(0, 1)));
          expect(` level=${session.ask('RESERVOIR of=pump').level}`).toBe(
            summedUp(lines.slice(2)).replace('vol', 'level'),
          );
        } else {
          expect(answer).toMatchObject({ is: 'CHECKSUM', want: crcOf(summedUp(lines)), got: told });
          expect(session.therapy()).toEqual(before);
        }
        session.run.wait(HOUR);
      }
    }),
    { numRuns: runCount({ quick: 20, long: 60 }) },
  );
});

test('a restart drops a draft, also in session 00', () => {
  const session = TelemetrySession.open();
  session.ask('PROGBEGIN');
  session.server.boot();
  session.server.receive(bytesOf(framed('>00.01 PROGREAD')));
  expect(session.heard.at(-1)).toContain('<00.01 err NODRAFT');
});

test.each([
  ['minimum', '0.006000', '12.00'],
  ['stopped', '0.000000', '0.00'],
])('a drafted mode %s is read back with its own rate and daily dose', (mode, r, dose) => {
  const session = running('continuous');
  session.ask('PROGBEGIN');
  session.ask(`PROGMODE mode=${mode}`);
  session.ask('PROGDRUG n=1 drug=baclofen c=2000.00');
  expect(session.ask('THERAPY of=draft')).toMatchObject({ mode, r });
  expect(session.ask('DRUG n=1 of=draft')).toMatchObject({ dose });
  expect(session.ask('THERAPY of=pump')).toMatchObject({ mode: 'continuous', r: '0.500000' });
});

test("the host's link opens a pump like a rig, and its checksum is the pump's", () => {
  const session = new TelemetrySession();
  const { server, run } = session;
  const link = new Link({
    clock: run.clock,
    vocabulary: telemetryVocabulary,
    session: 0x42,
    bannerWaitUs: 1_000_000,
    send: (bytes) => run.clock.at(run.clock.nowUs() + 1000, () => server.receive(bytes)),
    onEvent: () => undefined,
    onText: () => undefined,
    onLost: () => undefined,
  });
  const answers: string[] = [];
  const keep = (result: { readonly ok: boolean }): void => {
    answers.push(result.ok ? 'ok' : JSON.stringify(result));
  };
  const lines = [
    { verb: 'PROGRATE', args: { rateMlPerDay: 0.5 } },
    { verb: 'PROGMODE', args: { mode: 'continuous' } },
  ] as const;
  session.onSent = (bytes) => run.clock.at(run.clock.nowUs() + 1000, () => link.receive(bytes));
  link.open((opened) => {
    keep(opened);
    link.request('PROGBEGIN', {}, keep);
    for (const { verb, args } of lines) link.request(verb, args as never, keep);
    link.request('PROGCOMMIT', { checksum: programChecksum(lines) }, keep);
  });
  run.wait(5_000_000);
  expect(answers).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
  expect(run.pump.firmware.status()).toMatchObject({ mode: 'simple continuous', rateMlPerDay: 0.5 });
});
