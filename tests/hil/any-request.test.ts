import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../firmware-sim/base/random-stream.ts';
import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { products } from '../../firmware-sim/products/catalogue.ts';
import { SimulatedBoard } from '../../hil/simulated/simulated-board.ts';
import { bytesOf } from '../../protocol/tables/ascii.ts';
import { rigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import { telemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import { TelemetrySession } from '../firmware-sim/telemetry-session.ts';
import { framed } from '../protocol/bench-pair.ts';
import { drawnBody } from '../protocol/drawn-request.ts';
import { runCount } from '../run-count.ts';

const HOUR_US = 3_600_000_000;
const SEEDS = [1, 2, 3].slice(0, runCount({ quick: 1, long: 3 }));

describe('a request that the table allows never throws, and gets one reply:', () => {
  test.each(SEEDS)('the rig in TypeScript, seed %i', (seed) => {
    const draw = new RandomStream(seed, 'any request');
    const clock = new VirtualClock();
    const said: string[] = [];
    const board = new SimulatedBoard({ clock, send: (bytes) => said.push(String.fromCharCode(...bytes)) });
    board.boot();
    const hear = (text: string): void => board.receive(bytesOf(text));
    hear(framed('>A3.00 HELLO v=1 t=ED12C908'));
    const wrong: unknown[] = [];
    for (let count = 1; count <= 4000; count += 1) {
      const body = drawnBody(rigVocabulary, draw);
      const head = `A3.${(count & 0xff).toString(16).toUpperCase().padStart(2, '0')} `;
      said.length = 0;
      hear(framed(`>${head}${body}`));
      const replies = said.filter((line) => line.startsWith(`<${head}`));
      if (replies.length !== 1) wrong.push([body, replies]);
      if (draw.uniform() < 0.05) hear('\x18\x18\n');
      if (draw.uniform() < 0.2) board.setFieldMt(Math.round(draw.uniform() * 200 - 50) / 10);
      if (draw.uniform() < 0.3) clock.advanceTo(clock.nowUs() + Math.floor(draw.uniform() * 4_000_000));
    }
    expect(wrong).toEqual([]);
  });

  test.each(products.map((product) => [product.id, product] as const))('the pump %s', (_id, product) => {
    for (const seed of SEEDS) {
      const draw = new RandomStream(seed, 'any request');
      const session = TelemetrySession.open({ product });
      for (let count = 0; count < 1200; count += 1) ask(session, draw);
    }
  });
});

/** Sends a drawn request. At times it also commits the draft, and at times it advances pump time. */
function ask(session: TelemetrySession, draw: RandomStream): void {
  session.ask(drawnBody(telemetryVocabulary, draw));
  const { crc } = draw.uniform() < 0.05 ? session.ask('PROGREAD') : {};
  if (crc !== undefined) session.ask(`PROGCOMMIT crc=${crc}`);
  if (draw.uniform() < 0.2) session.run.wait(Math.floor(draw.uniform() * 4 * HOUR_US));
}
