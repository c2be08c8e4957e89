import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../protocol/tables/ascii.ts';
import { telemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import { framed } from '../protocol/bench-pair.ts';
import { runCount } from '../run-count.ts';
import { crcOf, HOUR, helloBody, TelemetrySession } from './telemetry-session.ts';

const drafted = ['PROGMODE mode=continuous', 'PROGRATE rate=12.000000', 'PROGLOW low=3.000', 'PROGVOL vol=10.000000'];
const checksum = crcOf(' mode=continuous rate=12.000000 low=3.000 vol=10.000000');

/** All bytes of a programmer that opens session 5C, drafts, commits and sends one more request. */
function wholeSession(): string {
  const bodies = [helloBody, 'IDENT', 'PROGBEGIN', ...drafted, 'PROGREAD', `PROGCOMMIT crc=${checksum}`, 'PING'];
  return bodies
    .map((body, sequence) => framed(`>5C.${sequence.toString(16).toUpperCase().padStart(2, '0')} ${body}`))
    .join('');
}

function delivering(): TelemetrySession {
  const session = TelemetrySession.open();
  session.program('PROGMODE mode=continuous', 'PROGRATE rate=0.500000');
  return session;
}

describe('a session that is cut', () => {
  const bytes = bytesOf(wholeSession());
  const committed = wholeSession().indexOf('PROGCOMMIT');
  const needed = wholeSession().indexOf('\n', committed) + 1;

  test('at any byte before the end of its commit keeps the therapy, and leaves no draft', () => {
    expect(needed).toBeGreaterThan(250);
    const session = delivering();
    for (let cut = 0; cut < needed; cut++) {
      const before = session.therapy();
      session.server.receive(bytes.slice(0, cut));
      expect(session.therapy(), `cut at ${cut}`).toEqual(before);
      session.server.receive(bytesOf('\n'));
      if (cut < needed - 1) expect(session.therapy(), `cut at ${cut}, then a line end`).toEqual(before);
      expect(session.hello(0xa3)).toMatchObject({ is: 'ok' });
      expect(session.ask(`PROGCOMMIT crc=${checksum}`).is).toBe('NODRAFT');
    }
  });

  test('just after its commit has run the whole program, once', () => {
    const session = delivering();
    session.server.receive(bytes.slice(0, needed));
    expect(session.run.pump.firmware.status()).toMatchObject({ rateMlPerDay: 12, calculatedReservoirMl: 10 });
    expect(session.run.events('in.program')).toHaveLength(2);
  });

  test('by the loss of any single byte runs the whole program or none of it', () => {
    const session = delivering();
    for (let lost = 0; lost < bytes.length; lost++) {
      session.hello(0xa3);
      session.program('PROGRATE rate=0.500000', 'PROGLOW low=2.000', 'PROGVOL vol=20.000000');
      const before = session.therapy();
      session.server.receive(Uint8Array.from([...bytes.slice(0, lost), ...bytes.slice(lost + 1)]));
      const { rateMlPerDay, calculatedReservoirMl, alarmSettings } = session.run.pump.firmware.status();
      if (rateMlPerDay !== 12) expect(session.therapy(), `byte ${lost} lost`).toEqual(before);
      else expect([calculatedReservoirMl, alarmSettings.lowReservoirMl], `byte ${lost} lost`).toEqual([10, 3]);
    }
  });
});

describe('a fuzzed line never crashes, hangs or changes the therapy:', () => {
  const state = (): { readonly session: TelemetrySession; readonly before: unknown } => {
    const session = delivering();
    session.run.wait(HOUR);
    return { session, before: session.therapy() };
  };
  const answeredInBounds = (session: TelemetrySession): void => {
    for (const line of session.heard) expect(line.length).toBeLessThan(120);
    expect(session.hello(0x77)).toMatchObject({ is: 'ok' });
  };

  test('bytes of any kind', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (chunks) => {
        const { session, before } = state();
        for (const chunk of chunks) session.server.receive(chunk);
        expect(session.therapy()).toEqual(before);
        answeredInBounds(session);
      }),
      { numRuns: runCount({ quick: 10, long: 80 }) },
    );
  });

  /** Verbs that change a therapy with a single line. If the frame of such a line is sound, the pump executes it. */
  const changes = ['BOLUS', 'PRIME', 'STUDY', 'STOP', 'MINRATE', 'REFILL', 'HELLO'];
  const words = [...Object.keys(telemetryVocabulary.verbs).filter((verb) => !changes.includes(verb))];
  const pieces = [
    ...words,
    ' of=',
    ' n=',
    ' page=',
    ' rate=',
    ' crc=',
    ' mode=',
    ' drug=',
    ' c=',
    'draft',
    'pump',
    '0',
    '1.000000',
    '-',
    '.',
    ' ',
    '9999',
    'FFFF',
    'none',
  ];

  test('sound frames around any words, in and out of sequence', () => {
    const body = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((some) => some.join(''));
    fc.assert(
      fc.property(fc.array(body, { maxLength: 30 }), (bodies) => {
        const { session, before } = state();
        for (const one of bodies.filter((text) => text.length < 46)) {
          session.ask(one);
          session.server.receive(bytesOf(framed(`>A3.77 ${one}`)));
        }
        expect(session.therapy()).toEqual(before);
        answeredInBounds(session);
      }),
      { numRuns: runCount({ quick: 10, long: 80 }) },
    );
  });

  test('sound lines that change a therapy, with one byte flipped, doubled or lost', () => {
    const body = fc.constantFrom(
      'BOLUS vol=0.100000 sec=3600',
      'PRIME vol=0.100000',
      'STUDY',
      'STOP',
      'MINRATE',
      'REFILL vol=5.000000',
      `PROGCOMMIT crc=${checksum}`,
    );
    const harm = fc.record({ at: fc.nat(1000), bit: fc.nat(7), kind: fc.constantFrom('flip', 'lose', 'double') });
    fc.assert(
      fc.property(body, harm, (one, { at, bit, kind }) => {
        const { session } = state();
        session.ask('PROGBEGIN');
        for (const line of drafted) session.ask(line);
        const before = session.therapy();
        const bytes = bytesOf(session.line(one)).slice(0, -1);
        const place = at % bytes.length;
        const byte = bytes[place] ?? 0;
        const middle = { flip: [byte ^ (1 << bit)], lose: [], double: [byte, byte] }[kind];
        session.server.receive(Uint8Array.from([...bytes.slice(0, place), ...middle, ...bytes.slice(place + 1), 0x0a]));
        if (kind === 'double' && place === 0) return;
        expect(session.therapy()).toEqual(before);
        expect(session.hello(0x77)).toMatchObject({ is: 'ok' });
      }),
      { numRuns: runCount({ quick: 25, long: 200 }) },
    );
  });
});
