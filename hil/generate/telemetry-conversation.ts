import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { synchromedII } from '../../firmware-sim/products/synchromed-ii.ts';
import { Pump } from '../../firmware-sim/pump.ts';
import { TelemetryServer } from '../../firmware-sim/telemetry/telemetry-server.ts';
import { Trace } from '../../firmware-sim/trace/trace.ts';
import { Codec } from '../../protocol/line/codec.ts';
import { programChecksum } from '../../protocol/line/program-checksum.ts';
import { printable } from '../../protocol/tables/ascii.ts';
import { type TelemetryVocabulary, telemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import type { ArgsOf, VerbOf } from '../../protocol/tables/vocabulary.ts';

const SESSION = 0x5c;

/** The served pump of the conversation. A test replays the conversation with a second one. */
export class ConversingPump {
  readonly #clock = new VirtualClock();
  readonly #server: TelemetryServer;

  constructor(send: (line: string) => void) {
    const clock = this.#clock;
    const trace = new Trace({ pumpUs: () => clock.nowUs(), boardUs: () => 0 });
    const pump = new Pump({ product: synchromedII, clock, trace, seed: 1 });
    this.#server = new TelemetryServer({
      pump,
      trace,
      pumpClock: clock,
      wireClock: clock,
      send: (bytes) => send(printable(bytes, 0, bytes.length - 1)),
      serialNumber: 4711,
    });
    pump.begin();
  }

  boot(): void {
    this.#server.boot();
  }

  receive(bytes: Uint8Array): void {
    this.#server.receive(bytes);
    this.#clock.advanceTo(this.#clock.nowUs());
  }

  pass(seconds: number): void {
    this.#clock.advanceTo(this.#clock.nowUs() + seconds * US_PER_SECOND);
  }
}

/** Records what both ends send: `host `, `pump ` or `note `, and the line without its LF. */
class Stenographer {
  readonly lines: string[] = [];
  readonly #codec = new Codec(telemetryVocabulary);
  readonly #pump = new ConversingPump((line) => this.lines.push(`pump  ${line}`));
  #sequence = 0;

  boot(): void {
    this.note('the pump starts');
    this.#pump.boot();
  }

  note(text: string): void {
    this.lines.push(`note  ${text}`);
  }

  wait(seconds: number): void {
    this.note(`${seconds} s pass`);
    this.#pump.pass(seconds);
  }

  hello(): void {
    this.#sequence = 0;
    this.say('HELLO', { protocolVersion: telemetryVocabulary.version, tableHash: this.#codec.tableHash });
  }

  say<K extends VerbOf<TelemetryVocabulary>>(verb: K, args: ArgsOf<TelemetryVocabulary, K>): void {
    const line = this.#codec.encodeRequest(SESSION, this.#sequence, verb, args);
    this.#sequence += 1;
    this.lines.push(`host  ${printable(line, 0, line.length - 1)}`);
    this.#pump.receive(line);
  }
}

const mode = { verb: 'PROGMODE', args: { mode: 'continuous' } } as const;
const drug = { verb: 'PROGDRUG', args: { drugSlot: 1, drug: 'baclofen', concentrationUgPerMl: 2000 } } as const;
const rateOf = (rateMlPerDay: number) => ({ verb: 'PROGRATE', args: { rateMlPerDay } }) as const;

function firstWords(pen: Stenographer): void {
  pen.boot();
  pen.hello();
  pen.say('IDENT', {});
  pen.say('THERAPY', { of: 'pump' });
  pen.say('RESERVOIR', { of: 'pump' });
  pen.say('ALARMS', { of: 'pump' });
  pen.say('LOG', { page: 0 });
}

function aProgram(pen: Stenographer): void {
  pen.note('a draft, line by line; none of it runs yet');
  pen.say('PROGBEGIN', {});
  pen.say(drug.verb, drug.args);
  pen.say(mode.verb, mode.args);
  pen.say('PROGRATE', { rateMlPerDay: 25 });
  pen.note('the checksum is that of " mode=continuous rate=25.000000 n=1 drug=baclofen c=2000.00"');
  pen.say('PROGREAD', {});
  pen.say('PROGCOMMIT', { checksum: programChecksum([mode, rateOf(25), drug]) });
  pen.note('out of range: nothing has changed, the draft is still open, and LIMITS shows the range');
  pen.say('LIMITS', { field: 'rate' });
  pen.say('PROGRATE', { rateMlPerDay: 0.25 });
  pen.note('the programmer reads the draft back, then commits it');
  pen.say('THERAPY', { of: 'draft' });
  pen.say('DRUG', { drugSlot: 1, of: 'draft' });
  pen.say('PROGCOMMIT', { checksum: programChecksum([mode, rateOf(0.25), drug]) });
}

function aStudy(pen: Stenographer): void {
  pen.wait(3600);
  pen.note('a roller study; meanwhile no bolus may begin');
  pen.say('STUDY', {});
  pen.say('BOLUS', { volumeMl: 0.01, durationSeconds: 600 });
  pen.wait(60);
  pen.say('BOLUS', { volumeMl: 0.01, durationSeconds: 600 });
  pen.say('STOP', {});
}

function aBrokenSession(pen: Stenographer): void {
  pen.note('the checksum of the programmer differs from the draft: the draft is dropped');
  pen.say('PROGBEGIN', {});
  pen.say('PROGRATE', { rateMlPerDay: 1 });
  pen.say('PROGCOMMIT', { checksum: programChecksum([rateOf(2)]) });
  pen.note('a draft does not outlive its session');
  pen.say('PROGBEGIN', {});
  pen.say(mode.verb, mode.args);
  pen.hello();
  pen.say('PROGCOMMIT', { checksum: programChecksum([mode]) });
  pen.say('INTERROGATE', {});
}

/** Returns an example conversation of a programmer with a pump. It is the same at every call. */
export function telemetryConversation(): readonly string[] {
  const pen = new Stenographer();
  for (const part of [firstWords, aProgram, aStudy, aBrokenSession]) part(pen);
  return pen.lines;
}
