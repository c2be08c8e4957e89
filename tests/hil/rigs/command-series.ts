import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import type { LinkResult } from '../../../protocol/host/link.ts';
import type { ShaftReport } from '../../../protocol/tables/rig-vocabulary.ts';
import type { HarmedLoopback } from './harmed-loopback.ts';

/**
 * Commands and expected replies that reveal a repeated or lost execution. A MOVE changes the counter. A push changes
 * the shaft and not the counter. After each push the encoder must agree to the step.
 */
export class CommandSeries {
  readonly #loopback: HarmedLoopback;
  readonly #random: RandomStream;
  #answered = 0;
  #wanted = 0;
  #counterSteps = 0;
  #pushedSteps = 0;
  #segmentEnds = 0;
  #lost: string | undefined;

  constructor(loopback: HarmedLoopback, seed: number) {
    this.#loopback = loopback;
    this.#random = new RandomStream(seed, 'commands');
    loopback.onSegmentEnd = (toSteps) => {
      this.#segmentEnds += 1;
      this.#expect('segment ends at', toSteps, this.#counterSteps);
    };
  }

  get answered(): number {
    return this.#answered;
  }

  /** Steps by which counter and shaft deviate, in either direction. 0 if each command ran exactly once. */
  get stepsOff(): number {
    const { counterSteps, shaftSteps } = this.#loopback.board;
    return Math.abs(counterSteps - this.#counterSteps) + Math.abs(shaftSteps - this.#counterSteps - this.#pushedSteps);
  }

  get moves(): { readonly asked: number; readonly ended: number } {
    return { asked: Math.ceil(this.#answered / 3), ended: this.#segmentEnds };
  }

  /** Sends this many requests in turn. Returns false if the link gave up. Throws at the first wrong reply. */
  run(count: number): boolean {
    this.#wanted += count;
    this.#next();
    this.#loopback.pass(() => this.#answered === this.#wanted || this.#lost !== undefined);
    return this.#lost === undefined;
  }

  #next(): void {
    if (this.#answered === this.#wanted || this.#lost !== undefined) return;
    const { link } = this.#loopback;
    const kind = this.#answered % 3;
    if (kind === 0) link.request('MOVE', this.#move(), (result) => this.#took(result));
    else if (kind === 1) link.request('STALL', this.#push(), (result) => this.#took(result));
    else link.request('STALL', { mode: 'none', bySteps: 0 }, (result) => this.#took(result));
  }

  /** Returns a MOVE that ends before the next command arrives, because a STALL during it would stop the shaft. */
  #move() {
    const fromSteps = this.#counterSteps;
    const bySteps = this.#someSteps();
    this.#counterSteps += bySteps;
    return { fromSteps, toSteps: this.#counterSteps, durationMs: 2 * Math.abs(bySteps) };
  }

  #push() {
    const bySteps = this.#someSteps();
    this.#pushedSteps += bySteps;
    return { mode: 'back', bySteps } as const;
  }

  /** 1 to 4, in either direction. */
  #someSteps(): number {
    const draw = Math.floor(this.#random.between(-4, 4));
    return draw >= 0 ? draw + 1 : draw;
  }

  #took(result: LinkResult<object, ShaftReport>): void {
    if (!result.ok) {
      if (result.why === 'refused') throw new Error(`command ${this.#answered} was refused: ${result.error}`);
      this.#lost = result.why;
      return;
    }
    const { counterSteps, encoderRaw, encoderTurn } = result.report;
    if (this.#answered % 3 !== 0) {
      this.#expect('counter is', counterSteps, this.#counterSteps);
      this.#expect('encoder is', encoderTurn * 4096 + encoderRaw, 2 * (this.#counterSteps + this.#pushedSteps));
    }
    this.#answered += 1;
    this.#next();
  }

  #expect(what: string, found: number, expected: number): void {
    if (found !== expected)
      throw new Error(`after command ${this.#answered} the ${what} ${found}, expected ${expected}`);
  }
}
