import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import { runCount } from '../../run-count.ts';
import { crcOf, DAY, HOUR, type Reply, TelemetrySession } from '../telemetry-session.ts';

const flexLines = [
  'PROGFLEX day=all at=0 rate=0.200000',
  'PROGFLEX day=all at=360 rate=0.600000',
  'PROGFLEX day=all at=1320 rate=0.300000',
  'PROGFLEX day=sun at=0 rate=0.100000',
];
const periodLine = 'PROGPER vol=0.025000 sec=600 every=360';
const patientLine = 'PROGPAT vol=0.020000 sec=600 gap=240 n=3';
const summedUp = (lines: readonly string[]): string => lines.map((line) => line.slice(line.indexOf(' '))).join('');
const bare = ({ s, d, g, e, al, ...shown }: Reply): Reply => shown;

function pages(session: TelemetrySession, of: 'pump' | 'draft'): readonly Reply[] {
  const first = session.ask(`FLEX page=0 of=${of}`);
  const rest = Array.from({ length: Math.max(0, Number(first.of) - 1) }, (_, i) =>
    session.ask(`FLEX page=${i + 1} of=${of}`),
  );
  return [first, ...rest].map(bare);
}

const readings = ['THERAPY', 'RESERVOIR', 'DRUG n=1', 'ALARMS', 'CLOCK', 'PERIOD', 'PATIENT'];
const readAll = (session: TelemetrySession, of: 'pump' | 'draft'): readonly Reply[] => [
  ...readings.map((verb) => bare(session.ask(`${verb} of=${of}`))),
  ...pages(session, of),
];

describe('flex over the wire', () => {
  test('is drafted step by step, read back by pages, committed in one piece, and shown', () => {
    const session = TelemetrySession.open();
    const before = session.therapy();
    session.ask('PROGBEGIN');
    for (const line of ['PROGMODE mode=flex', ...[...flexLines].reverse()]) expect(session.ask(line).is).toBe('ok');
    expect(session.ask('PROGREAD')).toMatchObject({ set: '0401', crc: crcOf(` mode=flex${summedUp(flexLines)}`) });
    const drafted = readAll(session, 'draft');
    expect(session.therapy()).toEqual(before);
    expect(session.ask(`PROGCOMMIT crc=${session.ask('PROGREAD').crc}`)).toMatchObject({ is: 'ok', g: '20' });
    expect(readAll(session, 'pump')).toEqual(drafted);
    expect(pages(session, 'pump')).toMatchObject([
      { of: '4', day: 'all', at: '0', rate: '0.200000' },
      { day: 'all', at: '360' },
      { day: 'all', at: '1320' },
      { day: 'sun', at: '0', rate: '0.100000' },
    ]);
    expect(session.ask('FLEX page=4 of=pump')).toMatchObject({ is: 'PAGE', of: '4' });
    session.run.wait(7 * HOUR + 90_000_000);
    expect(session.ask('THERAPY of=pump')).toMatchObject({ mode: 'flex', r: '0.600000' });
    // Six days of 0.475 mL and one of 0.1 mL.
    expect(session.ask('CLOCK of=pump')).toMatchObject({ day: 'mon', at: '421', mean: '0.421429' });
  });

  test('replaces all earlier steps; a step set twice has its later rate', () => {
    const session = TelemetrySession.open();
    session.program('PROGMODE mode=flex', ...flexLines);
    const line = 'PROGFLEX day=all at=0 rate=0.700000';
    expect(session.program('PROGFLEX day=all at=0 rate=0.500000', line)).toMatchObject({ is: 'ok', set: '0400' });
    expect(pages(session, 'pump')).toEqual([{ is: 'ok', of: '1', day: 'all', at: '0', rate: '0.700000' }]);
  });

  test.each([
    [['PROGMODE mode=flex'], 'flex', 'missing'],
    [['PROGMODE mode=flex', 'PROGFLEX day=mon at=0 rate=0.500000'], 'flex', 'missing'],
    [['PROGMODE mode=flex', 'PROGFLEX day=all at=1 rate=0.500000'], 'flex', 'order'],
    [['PROGMODE mode=flex', ...flexLines, 'PROGFLEX day=tue at=0 rate=25.000000'], 'rate', 'range'],
    [['PROGMODE mode=flex', ...flexLines, 'PROGRATE rate=0.500000'], 'rate', 'mode'],
    [flexLines, 'flex', 'mode'],
    [['PROGMODE mode=periodic', 'PROGRATE rate=0.000000'], 'period', 'missing'],
    [['PROGMODE mode=periodic', periodLine], 'rate', 'missing'],
    [['PROGMODE mode=periodic', 'PROGRATE rate=0.000000', 'PROGPER vol=0.025000 sec=600 every=9'], 'sec', 'range'],
    [['PROGMODE mode=periodic', 'PROGRATE rate=0.000000', 'PROGPER vol=9.000000 sec=600 every=60'], 'period', 'range'],
    [['PROGMODE mode=periodic', 'PROGRATE rate=0.000000', 'PROGPER vol=0.010000 sec=60 every=1'], 'every', 'range'],
    [[periodLine], 'period', 'mode'],
    [['PROGPAT vol=0.020000 sec=600 gap=1 n=3'], 'gap', 'range'],
    [['PROGPAT vol=0.020000 sec=600 gap=240 n=25'], 'n', 'range'],
    [['PROGPAT vol=0.000000 sec=600 gap=240 n=3'], 'patient', 'range'],
    [['PROGBRIDGE n=1 dose=500.00'], 'bridge', 'missing'],
  ])('%j is refused as %s, %s, together with its whole draft', (lines, f, why) => {
    const session = TelemetrySession.open();
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
    const before = session.therapy();
    expect(session.program('PROGLOW low=3.000', 'PROGVOL vol=15.000000', ...lines)).toMatchObject({
      is: 'REFUSED',
      f,
      why,
    });
    expect(session.therapy()).toEqual(before);
    expect(session.ask('ALARMS of=pump').low).toBe('2.000');
  });

  test('in a draft has a limit, so a programmer cannot overfill the pump', () => {
    const session = TelemetrySession.open();
    session.ask('PROGBEGIN');
    for (let at = 0; at < 384; at++) expect(session.ask(`PROGFLEX day=all at=${at} rate=99.000000`).is).toBe('ok');
    expect(session.ask('PROGFLEX day=sun at=1439 rate=99.000000')).toMatchObject({
      is: 'REFUSED',
      f: 'flex',
      why: 'range',
    });
    expect(session.ask('PROGREAD').is).toBe('ok');
  });
});

describe('boluses over the wire', () => {
  test('periodic ones are programmed with a base, shown while they run, and end reported', () => {
    const session = TelemetrySession.open();
    expect(session.program('PROGMODE mode=periodic', 'PROGRATE rate=0.200000', periodLine)).toMatchObject({
      is: 'ok',
      g: '40',
    });
    session.run.wait(HOUR / 12);
    expect(session.ask('THERAPY of=pump')).toMatchObject({
      mode: 'periodic',
      r: '0.200000',
      b: 'period',
      l: '0.012500',
    });
    session.run.wait(HOUR);
    expect(session.ask('PERIOD of=pump')).toMatchObject({ vol: '0.025000', sec: '600', every: '360' });
    expect(session.events('BOLUSEND')).toMatchObject([{ b: 'period', cut: '0' }]);
  });

  test('a patient request is granted, or refused with the reason and the next time', () => {
    const session = TelemetrySession.open();
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000', patientLine);
    expect(session.ask('PATIENTNOW')).toMatchObject({ used: '0', next: '0', g: '80' });
    expect(session.ask('ASK')).toMatchObject({ is: 'ok', vol: '0.020000', rate: '2.880000', sec: '600.0', d: 'bolus' });
    session.run.wait(HOUR);
    const before = session.therapy();
    expect(session.ask('ASK')).toMatchObject({ is: 'REFUSED', f: 'patient', why: 'lockout' });
    expect(session.therapy()).toEqual(before);
    expect(session.ask('PATIENTNOW')).toMatchObject({ used: '1', next: '14400' });
    for (let i = 0; i < 2; i++) {
      session.run.wait(4 * HOUR);
      expect(session.ask('ASK').is).toBe('ok');
    }
    session.run.wait(4 * HOUR);
    expect(session.ask('ASK')).toMatchObject({ is: 'REFUSED', f: 'patient', why: 'allotment' });
    expect(session.program('PROGPAT vol=0.000000 sec=0 gap=0 n=0')).toMatchObject({ is: 'ok', g: '00' });
    expect(session.ask('ASK')).toMatchObject({ is: 'REFUSED', f: 'patient', why: 'missing' });
    expect(session.ask('PATIENT of=pump')).toMatchObject({ vol: '0.000000', n: '0' });
  });

  test('an interrogation shows the days to the next refill', () => {
    const session = TelemetrySession.open();
    expect(session.ask('INTERROGATE').ref).toBe('99999.0');
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
    expect(session.ask('INTERROGATE').ref).toBe('36.0');
    session.program(patientLine);
    // 18 mL over 0.5 mL/day x (1 - 30 min / 24 h) + 3 x 0.02 mL.
    expect(session.ask('INTERROGATE').ref).toBe('32.7');
  });

  test('a bridge goes from the known drug to the drafted one; BRIDGE reports it first', () => {
    const session = TelemetrySession.open();
    session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000', 'PROGDRUG n=1 drug=morphine c=10000.00');
    session.ask('PROGBEGIN');
    expect(session.ask('BRIDGE')).toMatchObject({ is: 'ok', rate: '0.000000' });
    for (const line of [
      'PROGDRUG n=1 drug=morphine c=20000.00',
      'PROGVOL vol=20.000000',
      'PROGBRIDGE n=1 dose=5000.00',
    ])
      session.ask(line);
    expect(session.ask('BRIDGE')).toMatchObject({ rate: '0.500000', sec: '38119.7', next: '0.250000' });
    expect(session.ask('PROGREAD')).toMatchObject({
      set: '20A0',
      crc: crcOf(' vol=20.000000 n=1 drug=morphine c=20000.00 n=1 dose=5000.00'),
    });
    expect(session.ask(`PROGCOMMIT crc=${session.ask('PROGREAD').crc}`)).toMatchObject({ is: 'ok', d: 'bolus' });
    expect(session.ask('THERAPY of=pump')).toMatchObject({ b: 'bridge', r: '0.500000' });
    session.run.wait(11 * HOUR);
    expect(session.ask('THERAPY of=pump')).toMatchObject({ b: 'none', r: '0.250000' });
    session.ask('PROGBEGIN');
    session.ask('PROGDRUG n=1 drug=morphine c=20.00');
    session.ask('PROGBRIDGE n=1 dose=5000.00');
    expect(session.ask('BRIDGE')).toMatchObject({ is: 'REFUSED', f: 'bridge', why: 'range' });
  });
});

describe.each(products)('$id', (product) => {
  const able = (session: TelemetrySession, bit: number): boolean =>
    (Number.parseInt(session.ask('ABLE').set ?? '', 16) & (1 << bit)) > 0;
  const lacking = (f: string) => ({ is: 'REFUSED', f, why: 'lacking' });

  test('replies to every request', () => {
    const session = TelemetrySession.open({ product });
    for (const verb of [...readings, 'FLEX page=0', 'DRUG n=3'])
      expect(session.ask(`${verb} of=pump`), verb).toMatchObject({ is: 'ok' });
    for (const verb of ['IDENT', 'ABLE', 'PATIENTNOW', 'INTERROGATE', 'LOG page=0', 'STAT'])
      expect(session.ask(verb), verb).toMatchObject({ is: 'ok' });
    expect(session.ask('IDENT').model).toBe(product.id);
  });

  test('accepts the modes that it declares, and refuses all other modes', () => {
    const session = TelemetrySession.open({ product });
    const flex = session.program('PROGMODE mode=flex', 'PROGFLEX day=all at=0 rate=0.500000');
    expect(flex).toMatchObject(able(session, 2) ? { is: 'ok' } : lacking('mode'));
    const patient = session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000', patientLine);
    expect(patient).toMatchObject(able(session, 4) ? { is: 'ok' } : lacking('patient'));
    const [hasFlex, hasPeriodic, hasPatient] = [2, 3, 4].map((bit) => able(session, bit));
    const limited = {
      flex: hasFlex,
      sec: hasPeriodic || hasPatient,
      every: hasPeriodic,
      gap: hasPatient,
      n: hasPatient,
    };
    for (const [field, has] of Object.entries(limited))
      expect([field, session.ask(`LIMITS f=${field}`).is]).toEqual([field, has ? 'ok' : 'UNSUPPORTED']);
    expect(able(session, 7)).toBe(product.drive.kind === 'rollers');
    expect(session.ask('STUDY')).toMatchObject(able(session, 7) ? { is: 'ok' } : lacking('study'));
  });
});

describe('any draft of a programmer', () => {
  const rate = fc.integer({ min: 0, max: 26_000_000 }).map((nl) => (nl / 1e6).toFixed(6));
  const day = fc.constantFrom('all', 'all', 'mon', 'sun');
  const aLine = fc.oneof(
    fc.constantFrom('continuous', 'minimum', 'stopped', 'flex', 'periodic').map((mode) => `PROGMODE mode=${mode}`),
    rate.map((text) => `PROGRATE rate=${text}`),
    fc.tuple(day, fc.constantFrom(0, 0, 60, 1439), rate).map(([d, at, r]) => `PROGFLEX day=${d} at=${at} rate=${r}`),
    fc.constantFrom(
      periodLine,
      'PROGPER vol=0.010000 sec=300 every=4',
      patientLine,
      'PROGPAT vol=0.000000 sec=0 gap=0 n=0',
    ),
    fc.constantFrom('PROGLOW low=3.000', 'PROGLOW low=21.000', 'PROGVOL vol=12.500000', 'PROGCATH cath=0.3000'),
    fc.constantFrom('PROGDRUG n=1 drug=morphine c=10000.00', 'PROGBRIDGE n=1 dose=5000.00', 'PROGBRIDGE n=2 dose=0.00'),
  );
  const aProgram = fc.constantFrom(
    ['PROGMODE mode=flex', ...flexLines, patientLine],
    ['PROGMODE mode=periodic', 'PROGRATE rate=0.200000', periodLine, 'PROGLOW low=3.000'],
    ['PROGMODE mode=continuous', 'PROGRATE rate=0.750000', 'PROGVOL vol=18.000000'],
    ['PROGDRUG n=1 drug=morphine c=10000.00'],
    ['PROGDRUG n=1 drug=morphine c=20000.00', 'PROGBRIDGE n=1 dose=5000.00'],
  );
  const aSession = fc.record({
    lines: fc.oneof(
      fc.array(aLine, { maxLength: 8 }),
      fc.tuple(aProgram, fc.array(aLine, { maxLength: 1 })).map((parts) => parts.flat()),
    ),
    ends: fc.constantFrom('commit', 'commit', 'commit', 'wrong checksum', 'cut', 'cancel'),
    afterUs: fc.integer({ min: 0, max: DAY }),
  });

  type Drawn = typeof aSession extends fc.Arbitrary<infer D> ? D : never;

  /** End of a session with an open draft. */
  function leave(session: TelemetrySession, ends: string, crc: string): Reply {
    if (ends === 'cancel') return session.ask('PROGCANCEL');
    if (ends === 'cut') return session.hello(0x5c);
    const wrong = crc === '0000' ? '0001' : '0000';
    return session.ask(`PROGCOMMIT crc=${ends === 'commit' ? crc : wrong}`);
  }

  /** A commit may start a bolus, and a programmed volume ends the alarm of an empty reservoir. */
  const still = (all: readonly Reply[]) => all.map(({ b, l, set, ...rest }) => rest);

  /** Runs and checks one session; returns whether its draft was run, refused, or never committed. */
  function playSession(session: TelemetrySession, { lines, ends, afterUs }: Drawn): 'run' | 'refused' | 'left' {
    session.hello(0xa3);
    session.run.wait(afterUs);
    const before = session.therapy();
    const shown = readAll(session, 'pump');
    session.ask('PROGBEGIN');
    for (const line of lines) session.ask(line);
    const { crc = '' } = session.ask('PROGREAD');
    const drafted = readAll(session, 'draft');
    expect(session.therapy()).toEqual(before);
    const answer = leave(session, ends, crc);
    const runs = ends === 'commit' && answer.is === 'ok';
    // A bridge replaces the drafted rate at its end.
    const bridged = lines.some((line) => line.startsWith('PROGBRIDGE'));
    if (!runs) expect([session.therapy(), readAll(session, 'pump')]).toEqual([before, shown]);
    else if (!bridged) expect(still(readAll(session, 'pump'))).toEqual(still(drafted));
    session.hello(0x77);
    expect(session.ask(`PROGCOMMIT crc=${crc}`).is).toBe('NODRAFT');
    if (runs) return 'run';
    return ends === 'commit' ? 'refused' : 'left';
  }

  test('runs whole or not at all in any state, and the next session begins empty', () => {
    const ends: string[] = [];
    fc.assert(
      fc.property(fc.array(aSession, { maxLength: 8 }), (sessions) => {
        const session = TelemetrySession.open();
        session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
        for (const drawn of sessions) ends.push(playSession(session, drawn));
      }),
      { numRuns: runCount({ quick: 25, long: 60 }) },
    );
    expect(ends.filter((end) => end === 'run').length).toBeGreaterThan(5);
    expect(ends.filter((end) => end === 'refused').length).toBeGreaterThan(5);
  });
});
