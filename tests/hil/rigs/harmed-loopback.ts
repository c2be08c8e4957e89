import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { FAULT_KINDS, type LineFaultKind } from '../../../hil/faults/fault-rates.ts';
import { type LineFaultRates, LineFaults } from '../../../hil/faults/line-faults.ts';
import { ByteTimeLine } from '../../../hil/ports/byte-time-line.ts';
import { SimulatedBoard } from '../../../hil/simulated/simulated-board.ts';
import { Link } from '../../../protocol/host/link.ts';
import { Codec } from '../../../protocol/line/codec.ts';
import { EVENT } from '../../../protocol/tables/ascii.ts';
import { type RigVocabulary, rigVocabulary } from '../../../protocol/tables/rig-vocabulary.ts';

const BAUD = 115_200;
const DELAY_US_MAX = 20_000;

/** Link and board on byte-time lines that damage bytes, with an independent record of the board's actions. */
export class HarmedLoopback {
  readonly clock = new VirtualClock();
  readonly board: SimulatedBoard;
  readonly link: Link<RigVocabulary>;
  readonly faultCounts = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<LineFaultKind, number>;
  /** Receives the end of each segment before the line can damage it. */
  onSegmentEnd: (toSteps: number) => void = () => undefined;
  readonly #codec = new Codec(rigVocabulary);

  constructor(seed: number, rates: LineFaultRates) {
    const toHost = this.#line(seed, rates, 'to host', (bytes) => this.link.receive(bytes));
    const toBoard = this.#line(seed, rates, 'to board', (bytes) => this.board.receive(bytes));
    this.board = new SimulatedBoard({
      clock: this.clock,
      send: (bytes) => {
        this.#witness(bytes);
        toHost(bytes);
      },
    });
    this.link = new Link({
      clock: this.clock,
      vocabulary: rigVocabulary,
      session: 1 + (seed % 255),
      send: toBoard,
      onEvent: () => undefined,
      onText: () => undefined,
    });
  }

  /** Boots the board and opens the session. Throws if it does not open. */
  open(): void {
    let opened: string | undefined;
    this.board.boot();
    this.link.open((result) => {
      opened = result.ok ? 'open' : result.why;
    });
    this.pass(() => opened !== undefined);
    if (opened !== 'open') throw new Error(`the session did not open: ${opened}`);
  }

  /** Advances board time alarm by alarm until the condition holds. */
  pass(until: () => boolean): void {
    while (!until()) if (!this.clock.fireNext(Number.POSITIVE_INFINITY)) throw new Error('nothing is due any more');
  }

  #line(seed: number, rates: LineFaultRates, direction: string, sink: (bytes: Uint8Array) => void) {
    const wire = new ByteTimeLine(this.clock, BAUD, sink);
    const random = new RandomStream(seed, `line faults ${direction}`);
    const onFault = (kind: LineFaultKind): void => {
      this.faultCounts[kind] += 1;
    };
    const faults = new LineFaults(
      { rates, random: () => random.uniform(), clock: this.clock, delayUsMax: DELAY_US_MAX, onFault },
      (bytes) => wire.send(bytes),
    );
    return (bytes: Uint8Array) => faults.send(bytes);
  }

  #witness(line: Uint8Array): void {
    if (line[0] !== EVENT) return;
    const event = this.#codec.decodeEvent(line, line.length - 1);
    if (event?.name === 'DONE') this.onSegmentEnd(event.fields.toSteps as number);
  }
}
