import { RandomStream } from '../../firmware-sim/base/random-stream.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { Codec } from '../../protocol/line/codec.ts';
import { frameFault } from '../../protocol/line/frame.ts';
import { rigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import type { Figure } from './figure.ts';
import { compared } from './rounds.ts';

const ROUNDS = { warmUp: 2, counted: 15 };
const LINES = 1024;
const PASSES = 20;
const limit = { of: 'ratio', bound: 'at least', value: 0.4 } as const;

interface Content {
  readonly session: number;
  readonly sequence: number;
  readonly verb: 'MOVE';
  readonly args: { readonly fromSteps: number; readonly toSteps: number; readonly durationMs: number };
}

/**
 * Turns a MOVE line into values and back, compared with JSON of the same content. JSON checks neither length, CRC,
 * limits nor bytes.
 */
export async function measure(): Promise<readonly Figure[]> {
  const codec = new Codec(rigVocabulary);
  const contents = someContents();
  const lines = contents.map((one) => encoded(codec, one));
  const texts = contents.map((one) => JSON.stringify(one));
  warmUp(codec);
  const decoding = await compared(
    ROUNDS,
    () => perMicrosecond((i) => decodedSteps(codec, lines[i] as Uint8Array)),
    () => perMicrosecond((i) => (JSON.parse(texts[i] as string) as Content).args.toSteps),
  );
  const encoding = await compared(
    ROUNDS,
    () => perMicrosecond((i) => encoded(codec, contents[i] as Content).length),
    () => perMicrosecond((i) => JSON.stringify(contents[i]).length),
  );
  return [
    figureOf('decode a MOVE line', 'JSON.parse', decoding),
    figureOf('encode a MOVE line', 'JSON.stringify', encoding),
  ];
}

function figureOf(name: string, baseline: string, found: { figure: number; baseline: number; ratio: number }): Figure {
  const { figure, ratio } = found;
  return { name, figure, unit: 'lines/us', baseline: { name: baseline, figure: found.baseline }, ratio, limit };
}

function someContents(): readonly Content[] {
  const random = new RandomStream(1, 'lines of the benchmark');
  return Array.from({ length: LINES }, (_, i) => {
    const fromSteps = Math.floor(random.between(0, 2_000_000));
    const toSteps = fromSteps + Math.floor(random.between(1, 5000));
    const durationMs = Math.floor(random.between(1000, 60_000));
    return { session: 0xa3, sequence: i & 0xff, verb: 'MOVE', args: { fromSteps, toSteps, durationMs } };
  });
}

function encoded(codec: Codec<typeof rigVocabulary>, { session, sequence, verb, args }: Content): Uint8Array {
  return codec.encodeRequest(session, sequence, verb, args);
}

/** Work of an endpoint on a whole line: length, CRC and shape first, then names, limits and decimals. */
function decodedSteps(codec: Codec<typeof rigVocabulary>, line: Uint8Array): number {
  const end = line.length - 1;
  const fault = frameFault(line, end);
  if (fault !== '') throw new Error(`a line of the benchmark has a bad ${fault}`);
  return codec.decodeRequest(line, end).args?.toSteps as number;
}

/** A codec that has seen only MOVE would be compiled for MOVE alone. A bench uses more verbs. */
function warmUp(codec: Codec<typeof rigVocabulary>): void {
  for (let i = 0; i < 5000; i += 1) {
    for (const line of [
      codec.encodeRequest(1, i & 0xff, 'STAT', {}),
      codec.encodeRequest(1, i & 0xff, 'STALL', { mode: 'back', bySteps: -4 }),
      codec.encodeRequest(1, i & 0xff, 'EVTS', { fromEvent: i & 0xff }),
      codec.encodeRequest(1, i & 0xff, 'CONF', { item: 3, value: i }),
    ]) {
      if (frameFault(line, line.length - 1) === '') codec.decodeRequest(line, line.length - 1);
    }
  }
}

/** Lines per microsecond. The sum keeps the compiler from removing the work. */
function perMicrosecond(work: (index: number) => number): number {
  let sum = 0;
  const startUs = wallNowUs();
  for (let pass = 0; pass < PASSES; pass += 1) for (let i = 0; i < LINES; i += 1) sum += work(i);
  const tookUs = wallNowUs() - startUs;
  if (!(sum > 0)) throw new Error('the benchmark computed nothing');
  return (PASSES * LINES) / tookUs;
}
