import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { STOP_SEQUENCE } from '../../protocol/device/stop-detector.ts';
import { Codec } from '../../protocol/line/codec.ts';
import { printable } from '../../protocol/tables/ascii.ts';
import { type RigVocabulary, rigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import type { ArgsOf, VerbOf } from '../../protocol/tables/vocabulary.ts';
import { SimulatedBoard } from '../simulated/simulated-board.ts';

const SESSION = 0xa3;
const OTHER_SESSION = 0x5c;
const LINES_MAX = 200;

type Say = <K extends VerbOf<RigVocabulary>>(
  sequence: number,
  verb: K,
  args: ArgsOf<RigVocabulary, K>,
  session?: number,
) => void;

/** Simulated board of the conversation, on a clock of its own. */
export class ConversingBoard {
  readonly #clock = new VirtualClock();
  readonly #board: SimulatedBoard;

  constructor(hear: (bytes: Uint8Array) => void) {
    this.#board = new SimulatedBoard({ clock: this.#clock, send: hear, unitNumber: 7 });
  }

  boot(): void {
    this.#board.boot();
  }

  receive(bytes: Uint8Array): void {
    this.#board.receive(bytes);
  }

  pass(ms: number): void {
    this.#clock.advanceTo(this.#clock.nowUs() + ms * 1000);
  }
}

/** Records what both ends send: `host `, `board ` or `note `, and the line without its LF. */
class Stenographer {
  readonly lines: string[] = [];
  readonly #codec = new Codec(rigVocabulary);
  readonly #board = new ConversingBoard((bytes) => this.#write(`board ${printable(bytes, 0, bytes.length - 1)}`));
  #lastLine = new Uint8Array(0);

  boot(): void {
    this.note('the board starts');
    this.#board.boot();
  }

  note(text: string): void {
    this.#write(`note  ${text}`);
  }

  wait(ms: number): void {
    this.note(`${ms} ms pass`);
    this.#board.pass(ms);
  }

  readonly say: Say = (sequence, verb, args, session = SESSION) => {
    this.#lastLine = Uint8Array.from(this.#codec.encodeRequest(session, sequence, verb, args));
    this.raw(this.#lastLine);
  };

  again(): void {
    this.raw(this.#lastLine);
  }

  raw(bytes: Uint8Array): void {
    this.#write(`host  ${printable(bytes, 0, bytes.length - 1)}`);
    this.#board.receive(bytes);
  }

  #write(line: string): void {
    if (this.lines.length === LINES_MAX) throw new RangeError(`a transcript of more than ${LINES_MAX} lines`);
    this.lines.push(line);
  }
}

function firstWords(pen: Stenographer): void {
  pen.boot();
  pen.wait(1000);
  pen.note('without a session the banner is repeated; a host hears it and opens session A3');
  pen.say(0, 'HELLO', { protocolVersion: 1, tableHash: new Codec(rigVocabulary).tableHash });
  pen.say(1, 'CAPS', {});
  pen.say(2, 'MOVE', { fromSteps: 0, toSteps: 250, durationMs: 500 });
  pen.note('the host missed the reply: it sends the same bytes and gets the same reply, and nothing moves twice');
  pen.again();
  pen.wait(500);
}

function refusals(pen: Stenographer): void {
  pen.note('a segment has to start at the counter');
  pen.say(3, 'MOVE', { fromSteps: 0, toSteps: 250, durationMs: 500 });
  pen.note('a used sequence with other bytes');
  pen.say(3, 'HALT', {});
  pen.note('another session may send STAT only');
  pen.say(1, 'STAT', {}, OTHER_SESSION);
  pen.say(1, 'HALT', {}, OTHER_SESSION);
  pen.note('the refusal waits in the error queue');
  pen.say(4, 'ERRS', {});
}

function stopAndArm(pen: Stenographer): void {
  pen.say(5, 'MOVE', { fromSteps: 250, toSteps: -250, durationMs: 1000 });
  pen.wait(100);
  pen.note('the stop: bytes 18 18 0A');
  pen.raw(Uint8Array.from(STOP_SEQUENCE));
  pen.wait(1000);
  pen.note('the event is repeated until the host reads the stop with STAT');
  pen.say(6, 'STAT', {});
  pen.say(7, 'MOVE', { fromSteps: 200, toSteps: -250, durationMs: 1000 });
  pen.say(8, 'ARM', { cause: 'bytes' });
  pen.note('the kept events once more');
  pen.say(9, 'EVTS', { fromEvent: 1 });
}

/** Returns an example conversation with the simulated board. It is the same at every call. */
export function wireTranscript(): readonly string[] {
  const pen = new Stenographer();
  firstWords(pen);
  refusals(pen);
  stopAndArm(pen);
  return pen.lines;
}
