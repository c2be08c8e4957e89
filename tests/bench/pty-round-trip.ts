import { BoardTime } from '../../hil/base/board-time.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { openVirtualLine } from '../../hil/ports/virtual-line.ts';
import { SimulatedBoard } from '../../hil/simulated/simulated-board.ts';
import { Link } from '../../protocol/host/link.ts';
import { rigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import { type ExchangeSize, openBareEcho } from './bare-echo.ts';
import type { Figure } from './figure.ts';
import { compared, median } from './rounds.ts';

const ROUNDS = { warmUp: 30, counted: 61 };
const REQUESTS = 100;

/** Request and reply over a pseudo terminal, compared with a plain echo of the same number of bytes. */
export async function measure(): Promise<readonly Figure[]> {
  const pair = await openPair();
  const echo = await openBareEcho(await pair.size());
  const { figure, baseline, ratio } = await compared(
    ROUNDS,
    () => medianUs(pair.ask),
    () => medianUs(echo.exchange),
  );
  await pair.close();
  await echo.close();
  return [
    {
      name: 'request and reply over a pty, median',
      figure,
      unit: 'us',
      baseline: { name: 'bare serialport echo', figure: baseline },
      ratio,
      limit: { of: 'ratio', bound: 'at most', value: 1.3 },
    },
  ];
}

async function medianUs(exchange: () => Promise<void>): Promise<number> {
  const tookUs: number[] = [];
  for (let i = 0; i < REQUESTS; i += 1) {
    const startUs = wallNowUs();
    await exchange();
    tookUs.push(wallNowUs() - startUs);
  }
  return median(tookUs);
}

/** A link and a board on the virtual line. Board time stands, as it does while a line holds bytes. */
async function openPair() {
  const { clock } = new BoardTime('free');
  const line = await openVirtualLine();
  const board = new SimulatedBoard({ clock, send: (bytes) => line.board.send(bytes) });
  const link = new Link({
    clock,
    vocabulary: rigVocabulary,
    send: (bytes) => line.host.send(bytes),
    session: 1,
    onEvent: () => undefined,
    onText: () => undefined,
    bannerWaitUs: 0,
  });
  line.board.onBytes = (bytes) => board.receive(bytes);
  line.host.onBytes = (bytes) => link.receive(bytes);
  await new Promise<void>((resolve, reject) => {
    link.open((result) => (result.ok ? resolve() : reject(new Error(`the link did not open: ${result.why}`))));
  });
  const ask = (): Promise<void> =>
    new Promise((resolve, reject) => {
      link.request('STAT', {}, (result) => (result.ok ? resolve() : reject(new Error(result.why))));
    });
  return {
    ask,
    /** Mean time of one exchange. */
    size: async (): Promise<ExchangeSize> => {
      const { bytesIn, bytesOut } = line.host.counters;
      await ask();
      const after = line.host.counters;
      return { toBoardBytes: after.bytesOut - bytesOut, toHostBytes: after.bytesIn - bytesIn };
    },
    close: async (): Promise<void> => {
      link.close();
      board.close();
      await line.close();
    },
  };
}
