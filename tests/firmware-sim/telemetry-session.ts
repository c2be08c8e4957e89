import { TelemetryServer } from '../../firmware-sim/telemetry/telemetry-server.ts';
import { bytesOf } from '../../protocol/tables/ascii.ts';
import { tableHash } from '../../protocol/tables/table-hash.ts';
import { telemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import { framed, text } from '../protocol/bench-pair.ts';
import { type Begin, type PumpRun, pumpRun } from './pump-run.ts';

export const HOUR = 3_600_000_000;
export const DAY = 24 * HOUR;

const hex2 = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');
export const helloBody = `HELLO v=1 t=${tableHash(telemetryVocabulary).toString(16).toUpperCase().padStart(8, '0')}`;

/** Fields of a reply by key. `is` has `ok` or the error. */
export type Reply = Readonly<Record<string, string>>;

function fieldsOf(line: string): Reply {
  const [, is = '', ...rest] = line.slice(0, line.lastIndexOf('*')).split(' ');
  const named = is === 'err' ? rest.slice(1) : rest;
  const what = is === 'err' ? (rest[0] ?? '') : is;
  return { is: what, ...Object.fromEntries(named.map((field) => field.split('='))) };
}

/** CRC-16/CCITT-FALSE of a text, computed independently of the product code. */
export function crcOf(textLine: string): string {
  let crc = 0xffff;
  for (const letter of textLine) {
    crc ^= letter.charCodeAt(0) << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

/** A powered pump with a programmer that writes its lines by hand. */
export class TelemetrySession {
  readonly run: PumpRun;
  readonly server: TelemetryServer;
  readonly heard: string[] = [];
  onSent: (bytes: Uint8Array) => void = () => undefined;
  #session = 0;
  #sequence = 0;

  constructor(begin: Begin = {}) {
    this.run = pumpRun(begin);
    const { pump, trace, clock } = this.run;
    const send = (bytes: Uint8Array): void => {
      this.heard.push(text(bytes));
      this.onSent(bytes);
    };
    this.server = new TelemetryServer({ pump, trace, pumpClock: clock, wireClock: clock, send, serialNumber: 4711 });
    this.server.boot();
  }

  static open(begin: Begin = {}): TelemetrySession {
    const session = new TelemetrySession(begin);
    session.hello(0xa3);
    return session;
  }

  hello(session: number): Reply {
    this.#session = session;
    this.#sequence = 0;
    return this.ask(helloBody);
  }

  /** Returns the bytes of the next request and counts it as sent. */
  line(body: string): string {
    const line = framed(`>${hex2(this.#session)}.${hex2(this.#sequence)} ${body}`);
    this.#sequence = (this.#sequence + 1) & 0xff;
    return line;
  }

  ask(body: string): Reply {
    const from = this.heard.length;
    this.server.receive(bytesOf(this.line(body)));
    const replies = this.heard.slice(from).filter((line) => line.startsWith('<'));
    if (replies.length !== 1) throw new Error(`${replies.length} replies to ${body}`);
    return fieldsOf(replies[0] as string);
  }

  /** Sends a program with one field per line, and the commit with the right checksum. Returns the answer to the commit. */
  program(...lines: readonly string[]): Reply {
    this.ask('PROGBEGIN');
    for (const line of lines) this.ask(line);
    return this.ask(`PROGCOMMIT crc=${this.ask('PROGREAD').crc}`);
  }

  events(name: string): readonly Reply[] {
    return this.heard.filter((line) => line.startsWith('!') && line.includes(` ${name} `)).map(fieldsOf);
  }

  /** State that does not change if nothing is accepted. */
  therapy(): unknown {
    const { firmware, delivery } = this.run.pump;
    const { mode, rateMlPerDay, doing, calculatedReservoirMl, alarmSettings, drugs, catheterMl } = firmware.status();
    const shown = { mode, rateMlPerDay, doing, calculatedReservoirMl, alarmSettings, drugs, catheterMl };
    const { line, program, bolusKind } = delivery;
    return {
      ...shown,
      line,
      program,
      bolusKind,
      latched: firmware.latch.latched,
      reservoirMl: this.run.pump.reservoir.volumeMl,
    };
  }
}
