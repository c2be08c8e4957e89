import { describe, expect, test } from 'vitest';
import { US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { BoardTime } from '../../../hil/base/board-time.ts';
import { exitStatusOf, HilError } from '../../../hil/base/hil-error.ts';
import { Driver } from '../../../hil/drive.ts';
import { ConversingPump } from '../../../hil/generate/telemetry-conversation.ts';
import { afterPause, openingFailure, requestFailure, rigStopped } from '../../../hil/rigs/link-failure.ts';
import { WireRig } from '../../../hil/rigs/wire-rig.ts';
import { SimulatedBoard } from '../../../hil/simulated/simulated-board.ts';
import { Link, type OpenResult } from '../../../protocol/host/link.ts';
import { LinkCounterSet } from '../../../protocol/host/link-counters.ts';
import { bytesOf } from '../../../protocol/tables/ascii.ts';
import { languageOf } from '../../../protocol/tables/known-tables.ts';
import { type TelemetryVocabulary, telemetryVocabulary } from '../../../protocol/tables/telemetry-vocabulary.ts';
import { framed } from '../../protocol/bench-pair.ts';
import { WiredPump } from './wired-pump.ts';

const clean = new LinkCounterSet().values();
const quiet = { lastLines: [], counters: clean, pauseUs: 0 } as const;
const unanswered = { ok: false, why: 'no answer', tries: 10 } as const;

describe('another program at the rig', () => {
  test.each(['while the motor turns', 'between two segments'])('that says HELLO %s is named', async (when) => {
    const wired = await new WiredPump().begin();
    await wired.toUs(US_PER_SECOND);
    const hello = (): void => wired.board.receive(bytesOf(framed('>5C.00 HELLO v=1 t=ED12C908')));
    if (when === 'between two segments') hello();
    else wired.onLine(/^<A3\.\w\w ok .*m=none g=3/, hello);
    await expect(wired.toUs(US_PER_MINUTE)).rejects.toMatchObject({
      code: 'SESSION_TAKEN',
      fault: 'link',
      message: expect.stringContaining('its session 5C has replaced'),
    });
  });

  test('in the session of this run is named by a sequence that moved on', async () => {
    const wired = await new WiredPump().begin();
    await wired.toUs(US_PER_SECOND);
    const last = wired.toBoard.at(-1)?.slice(4, 6) ?? '';
    const next = (Number.parseInt(last, 16) + 1).toString(16).toUpperCase().padStart(2, '0');
    wired.loses = () => true; // the second program reads the answer itself
    wired.board.receive(bytesOf(framed(`>A3.${next} PING`)));
    wired.loses = () => false;
    await expect(wired.toUs(US_PER_MINUTE)).rejects.toMatchObject({
      code: 'REQUEST_REFUSED',
      fault: 'link',
      hint: expect.stringContaining("second program sends requests in this run's session"),
    });
  });

  test('that takes bytes out of the lines is suggested where the rig stops replying', () => {
    const short = { ...quiet, counters: { ...clean, lengthBad: 40, noise: 9 } };
    expect(requestFailure('MOVE', unanswered, short).hint).toMatch(/^Bytes are missing in 49 lines\. .*second program/);
    expect(requestFailure('MOVE', unanswered, quiet).hint).toBeUndefined();
    expect(openingFailure('p', unanswered, [], 100, short.counters).hint).toContain('second program');
  });
});

describe('a pause of this program', () => {
  test('of over three seconds before a lapse is the bench, shorter ones are the link', () => {
    const paused = rigStopped('lapse', { ...quiet, pauseUs: 8_040_000 });
    expect(paused).toMatchObject({ code: 'HOST_PAUSED', fault: 'bench', message: expect.stringContaining('8.0 s') });
    expect(exitStatusOf(paused.fault)).toBe(5);
    expect(rigStopped('lapse', { ...quiet, pauseUs: 200_000 })).toMatchObject({ code: 'RIG_STOPPED', fault: 'link' });
    expect(rigStopped('bytes', { ...quiet, pauseUs: 8_040_000 })).toMatchObject({ code: 'RIG_STOPPED' });
  });

  test('is added to a link failure just after it, and to no other', () => {
    const gone = new HilError('PORT_GONE', 'link', 'The port went away.', { hint: 'Plug it in.' });
    const slept = afterPause(gone, 30_000_000);
    expect(slept).toMatchObject({ code: 'PORT_GONE', fault: 'link', message: gone.message });
    expect(slept.hint).toBe('This program paused for 30.0 s just before: keep the computer awake. Plug it in.');
    expect(afterPause(gone, 200_000)).toBe(gone);
    const differs = new HilError('SHAFT_DIFFERS', 'rig', 'The shaft does not follow.');
    expect(afterPause(differs, 30_000_000)).toBe(differs);
  });

  test('is named where the rig refuses the request after it', () => {
    const refused = { ok: false, why: 'refused', error: 'STOPPED', fields: { cause: 'lapse' } } as const;
    expect(requestFailure('MOVE', refused, { ...quiet, pauseUs: 6_000_000 }).code).toBe('HOST_PAUSED');
    expect(requestFailure('MOVE', refused, quiet)).toMatchObject({ code: 'RIG_STOPPED', fault: 'link' });
  });
});

describe('a device of another wire', () => {
  test.each([true, false])('a pump in place of a rig is called a pump; its banner was heard: %s', async (boots) => {
    const boardTime = new BoardTime('free');
    const { clock } = boardTime;
    const later = (then: () => void): void => void clock.at(clock.nowUs() + 1000, then);
    const pump = new ConversingPump((line) => later(() => rig.receive(bytesOf(`${line}\n`))));
    const rig = new WireRig({
      name: './pump0',
      time: 'virtual',
      boardTime,
      session: 7,
      send: (bytes) => later(() => pump.receive(bytes)),
    });
    if (boots) pump.boot();
    rig.open();
    const opening = new Driver({ pumpClock: new VirtualClock(), boardTime, rig }).settle();
    await expect(opening).rejects.toMatchObject({
      code: 'PUMP_NOT_RIG',
      fault: 'usage',
      message: './pump0 is a pump that awaits a programmer (telemetry), not a rig.',
    });
  });

  test('a rig behind a programmer is recognised by its table and by its banner', () => {
    const clock = new VirtualClock();
    const board = new SimulatedBoard({ clock: new VirtualClock(), send: (bytes) => link.receive(bytes) });
    const link: Link<TelemetryVocabulary> = new Link({
      clock,
      vocabulary: telemetryVocabulary,
      session: 7,
      send: (bytes) => board.receive(bytes),
      onEvent: () => undefined,
      onText: () => undefined,
    });
    let result: OpenResult<TelemetryVocabulary> | undefined;
    link.open((one) => {
      result = one;
    });
    board.boot();
    if (result === undefined || result.ok || result.why !== 'table') throw new Error('no other table was met');
    expect([languageOf(undefined, result.theirs), languageOf(result.banner, '00000000')]).toEqual(['rig', 'rig']);
    expect(languageOf('# rollerloop mill v=1', '00000000')).toBeUndefined();
  });
});
