import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import { type Answer, Endpoint } from '../../protocol/device/endpoint.ts';
import {
  capabilities,
  type RigVocabulary,
  rigVocabulary,
  type ShaftReport,
  shaftFlags,
} from '../../protocol/tables/rig-vocabulary.ts';
import type { ArgsOf } from '../../protocol/tables/vocabulary.ts';

interface Alarm {
  readonly dueUs: number;
  readonly fn: () => void;
}

interface Segment {
  readonly fromSteps: number;
  readonly toSteps: number;
  readonly startUs: number;
  readonly endUs: number;
}

/** Simulates just enough of a rig for the worked conversation: it counts, ends a segment on time and stops. */
export class PaperRig {
  readonly #endpoint: Endpoint<RigVocabulary>;
  #alarms: Alarm[] = [];
  #nowUs = 0;
  #counterSteps = 0;
  #segment: Segment | undefined;
  #cancelDone: CancelAlarm | undefined;
  #stopped = false;

  constructor(send: (bytes: Uint8Array) => void) {
    const clock: Clock = { nowUs: () => this.#nowUs, at: (dueUs, fn) => this.#at(dueUs, fn) };
    const caps = capabilities('encoder');
    this.#endpoint = new Endpoint({
      clock,
      vocabulary: rigVocabulary,
      send,
      handlers: {
        CAPS: () => ({ ok: true, reply: { capabilities: caps, stepsPerSecondMax: 500, segmentMsMax: 60_000 } }),
        MOVE: (args) => this.#move(args),
        HALT: () => {
          this.#halt();
          return { ok: true, reply: {} };
        },
        ARM: () => {
          this.#stopped = false;
          return { ok: true, reply: {} };
        },
      },
      state: () => (this.#stopped ? 'stopped' : this.#segment === undefined ? 'ready' : 'moving'),
      stopCause: () => (this.#stopped ? 'bytes' : 'none'),
      report: () => this.#report(),
      onHello: () => this.#halt(),
      onStopBytes: () => this.#stop(),
      identity: { unitNumber: 7, resetCause: 'power', name: 'paper' },
    });
  }

  boot(): void {
    this.#endpoint.boot();
  }

  receive(bytes: Uint8Array): void {
    this.#endpoint.receive(bytes);
  }

  /** Advances time by `us` and fires each alarm at its own time. */
  advance(us: number): void {
    const untilUs = this.#nowUs + us;
    for (let next = this.#next(untilUs); next !== undefined; next = this.#next(untilUs)) {
      this.#alarms.splice(this.#alarms.indexOf(next), 1);
      this.#nowUs = next.dueUs;
      next.fn();
    }
    this.#nowUs = untilUs;
  }

  #next(untilUs: number): Alarm | undefined {
    const earliest = this.#alarms.reduce<Alarm | undefined>(
      (a, b) => (a === undefined || b.dueUs < a.dueUs ? b : a),
      undefined,
    );
    return earliest !== undefined && earliest.dueUs <= untilUs ? earliest : undefined;
  }

  #at(dueUs: number, fn: () => void): CancelAlarm {
    const alarm = { dueUs, fn };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  #move(args: ArgsOf<RigVocabulary, 'MOVE'>): Answer<object> {
    if (this.#segment !== undefined) return { ok: false, error: 'BUSY' };
    const { fromSteps, toSteps, durationMs } = args;
    if (fromSteps !== this.#counterSteps) return { ok: false, error: 'FROM', fields: { atSteps: this.#counterSteps } };
    const endUs = this.#nowUs + durationMs * 1000;
    this.#segment = { fromSteps, toSteps, startUs: this.#nowUs, endUs };
    this.#cancelDone = this.#at(endUs, () => {
      this.#halt();
      this.#endpoint.event('DONE', { toSteps, idle: 1 });
    });
    return { ok: true, reply: {} };
  }

  #counterNow(): number {
    if (this.#segment === undefined) return this.#counterSteps;
    const { fromSteps, toSteps, startUs, endUs } = this.#segment;
    return fromSteps + Math.trunc(((toSteps - fromSteps) * (this.#nowUs - startUs)) / (endUs - startUs));
  }

  #halt(): void {
    this.#counterSteps = this.#counterNow();
    this.#segment = undefined;
    this.#cancelDone?.();
  }

  #stop(): void {
    this.#halt();
    this.#stopped = true;
    this.#endpoint.event('STOPPED', { cause: 'bytes' });
  }

  #report(): ShaftReport {
    const moving = this.#segment === undefined ? [] : (['moving', 'energised'] as const);
    const stopped = this.#stopped ? (['stopped'] as const) : [];
    return {
      counterSteps: this.#counterNow(),
      encoderRaw: 1024,
      encoderTurn: 0,
      fieldMt: 0,
      stallMode: 'none',
      flags: shaftFlags('encoderOk', ...moving, ...stopped),
      eventNumber: 0,
      deviceUs: this.#nowUs,
    };
  }
}
