import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { SimulatedBoard } from '../../../hil/simulated/simulated-board.ts';
import { rigVocabulary } from '../../../protocol/tables/rig-vocabulary.ts';
import { tableHash } from '../../../protocol/tables/table-hash.ts';
import { framed } from '../../protocol/bench-pair.ts';
import type { Happening } from './pc-board.ts';

const HASH = tableHash(rigVocabulary).toString(16).toUpperCase().padStart(8, '0');
const SESSIONS = ['A3', '11', '5C'] as const;
/** Longer than any push that is drawn here. */
const PUSH_STEPS_MAX = 40;
const PUSH_WAIT_US = 45_000;
/** Longer than the sketch's period of reading its Hall sensor. */
const FIELD_WAIT_US = 25_000;

const ALMOST_OVER_US = 2 ** 32 - 5_000_000;

/** One event, or several whose replies are compared together. */
export interface Scene {
  readonly happenings: readonly Happening[];
  /** Lines of the board in TypeScript. */
  readonly said: readonly string[];
  readonly kind: 'request' | 'wait' | 'field';
}

/** A random run on the board in TypeScript, whose state determines the next useful events. */
export class RandomRun {
  readonly scenes: Scene[] = [];
  readonly #draw: RandomStream;
  readonly #clock = new VirtualClock();
  readonly #board: SimulatedBoard;
  readonly #withField: boolean;
  #said: string[] = [];
  #session: string = SESSIONS[0];
  #sequence = 0;
  #last = '';
  #endSteps = 0;
  #tripArmed = false;

  constructor(seed: number, sceneCount: number, withField: boolean) {
    this.#draw = new RandomStream(seed, 'run of a board');
    this.#withField = withField;
    const send = (bytes: Uint8Array): void => {
      this.#said.push(Buffer.from(bytes).toString('latin1').slice(0, -1));
    };
    this.#board = new SimulatedBoard({ clock: this.#clock, send, lacks: ['index'] });
    this.#board.boot();
    // In every third run the 32 bits of microseconds overflow early.
    this.#scene('wait', { waitUs: seed % 3 === 0 ? ALMOST_OVER_US : 1 });
    this.#scene('request', { send: 'stat\n' }, { send: 'help\r\n' }, { send: 'move\n' });
    for (let i = 0; i < sceneCount; i += 1) this.#next();
  }

  #below(bound: number): number {
    return Math.floor(this.#draw.uniform() * bound);
  }

  #one<T>(of: readonly T[]): T {
    return of[this.#below(of.length)] as T;
  }

  #scene(kind: Scene['kind'], ...happenings: readonly Happening[]): readonly string[] {
    for (const one of happenings) {
      if ('send' in one) this.#board.receive(Uint8Array.from(Buffer.from(one.send as string, 'latin1')));
      if ('waitUs' in one) this.#clock.advanceTo(this.#clock.nowUs() + one.waitUs);
      if ('fieldTenths' in one) this.#board.setFieldMt(one.fieldTenths / 10);
    }
    const said = this.#said;
    this.scenes.push({ happenings, said, kind });
    this.#said = [];
    return said;
  }

  #next(): void {
    const { moving, stopCause } = this.#board.outputs;
    if (this.#sequence === 0 || this.#draw.uniform() < 0.02) this.#hello();
    else if (this.#draw.uniform() < 0.3) this.#scene('wait', { waitUs: this.#waitUs() });
    else if (this.#draw.uniform() < 0.2) this.#scene('request', { send: this.#damaged() });
    else if (this.#withField && !moving && stopCause === 'none' && this.#draw.uniform() < 0.15) this.#field();
    else this.#ask(this.#request());
  }

  #waitUs(): number {
    const longUs = this.#draw.uniform() < 0.9 ? 600_000 : 7_000_000;
    return 1 + this.#below(longUs);
  }

  #hello(): void {
    this.#session = this.#one(SESSIONS);
    this.#scene('request', { send: framed(`>${this.#session}.00 HELLO v=1 t=${HASH}`) });
    this.#sequence = 1;
    this.#tripArmed = false;
  }

  #field(): void {
    const fieldTenths = this.#below(200) - 50;
    this.#scene('field', { fieldTenths }, { waitUs: FIELD_WAIT_US });
  }

  #ask(body: string): void {
    this.#last = framed(`>${this.#session}.${this.#sequence.toString(16).toUpperCase().padStart(2, '0')} ${body}`);
    const isPush = body.startsWith('STALL mode=back');
    const said = this.#scene('request', { send: this.#last }, ...(isPush ? [{ waitUs: PUSH_WAIT_US }] : []));
    const accepted = said.some((line) => line.startsWith('<') && line.includes(' ok '));
    this.#sequence = (this.#sequence + 1) & 0xff;
    const move = /^MOVE .* to=(-?\d+) /.exec(body);
    if (accepted && move !== null) this.#endSteps = Number(move[1]);
    if (accepted && body.startsWith('CONF')) this.#tripArmed = false;
    if (accepted && body.startsWith('FIELD')) this.#tripArmed = !body.includes('trip=0 ');
  }

  #request(): string {
    const { moving, stopCause } = this.#board.outputs;
    const canPush = !moving && stopCause === 'none' && !this.#tripArmed;
    const bodies: (() => string)[] = [
      () => this.#move(moving),
      () => this.#move(moving),
      () => this.#move(moving),
      () => `STALL mode=${this.#one(['none', 'release', 'hold'])} by=0`,
      () => `STALL mode=hold by=${this.#below(3) - 1}`,
      () => (canPush ? `STALL mode=back by=${this.#below(2 * PUSH_STEPS_MAX) - PUSH_STEPS_MAX}` : 'PING'),
      () => `ARM cause=${this.#one(['none', 'bytes', 'lapse', stopCause, stopCause])}`,
      () => this.#one(['STAT', 'SENS', 'PING', 'HALT', 'ERRS', 'UNITS', 'ACCURACY', 'ERRS', 'STAT']),
      () => `COUNTERS page=${this.#below(6)}`,
      () => `EVTS from=${this.#below(256).toString(16).toUpperCase().padStart(2, '0')}`,
      () => (moving ? 'STAT' : `ZERO c=${this.#below(100_000) - 50_000}`),
      // One accepted item without further effect, and refused items.
      () => `CONF item=19 value=${this.#below(1000)}`,
      () => `CONF item=${this.#one([19, 4, 21, 22, 63, 64, 80, 255])} value=${this.#one([-200, -1_000_000])}`,
      () => `HOME ms=${1 + this.#below(12_000)}`,
      () => `SOUND hz=${this.#below(12_000)} ms=${this.#below(500)}`,
      () => this.#one(['DANCE', 'MOVE', 'MOVE from=1', 'PING x=1', 'ZERO c=-0', 'ZERO c=007', 'ZERO c=99999999999']),
    ];
    if (this.#withField && !moving) {
      bodies.push(() => `FIELD trip=${this.#one([0, 3, 5])} mode=${this.#one(['none', 'release', 'hold'])}`);
    }
    return this.#one(bodies)();
  }

  #move(moving: boolean): string {
    const right = moving ? this.#endSteps : this.#board.counterSteps;
    const from = this.#draw.uniform() < 0.9 ? right : right + 1;
    const steps = this.#below(120) - 40;
    return `MOVE from=${from} to=${from + steps} ms=${1 + this.#below(1500)}`;
  }

  /** Bytes that are no valid next request: damaged, doubled, foreign, cut, or a stop. */
  #damaged(): string {
    const good = framed(`>${this.#session}.${this.#sequence.toString(16).toUpperCase().padStart(2, '0')} PING`);
    const at = 1 + this.#below(good.length - 1);
    const head = good.slice(0, at);
    const tail = good.slice(at);
    const kinds: (() => string)[] = [
      () => this.#last,
      () => `${head}\x18${tail}`,
      () => `${head}\x18\x18\n`,
      () => '\x18\x18\n',
      () => `\x18\x18 ${this.#last}`,
      () => head,
      () => `${head}${tail.slice(1)}`.replace(/\n?$/, '\n'),
      () => `${head}${String.fromCharCode(good.charCodeAt(at) ^ (1 << this.#below(7)))}${tail.slice(1)}\n`,
      () => `${'X'.repeat(this.#below(200))}\n`,
      () => `>${'9'.repeat(80)}${this.#last}`,
      () => framed(`>5D.${this.#one(['00', '7F'])} ${this.#one(['STAT', 'HALT', 'DANCE'])}`),
      () => framed(`>00.01 ${this.#one(['STAT', 'PING'])}`),
      () => framed(`>77.00 HELLO v=${this.#one(['1', '2'])} t=00000001`),
      () => framed(`>${this.#session}.${this.#one(['00', '80', 'FF'])} PING`),
      () => 'stat\n',
    ];
    const drawn = this.#one(kinds)();
    // A random tail may form a valid next request, which takes its number.
    return drawn === good ? '\n' : drawn;
  }
}
