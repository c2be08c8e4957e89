import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import type { Said } from '../texts/language.ts';
import type {
  EngineReply,
  EngineRequest,
  ListedProduct,
  ListedScenario,
  RunFacts,
  RunPlan,
  RunSummary,
  SavedSession,
  TextProblem,
} from './messages.ts';
import {
  isAboutRig,
  isOfSerial,
  isOfSocket,
  type LinkNews,
  type RigReply,
  type RigRequest,
  type SerialNews,
  type SocketNews,
} from './rig-messages.ts';

/** A complete run. */
export interface Ran {
  readonly kind: 'ran';
  readonly facts: RunFacts;
  readonly records: readonly TraceRecord[];
  readonly summary: RunSummary;
}

/** A kept trace, and the plan that an action on it runs. */
export interface Opened extends Omit<Ran, 'kind'> {
  readonly kind: 'opened';
  readonly plan: RunPlan;
}

/** A run that did not take place or did not end: wrong text, a wrong entry, a failure, or a newer run. */
export type NotRun =
  | { readonly kind: 'problems'; readonly problems: readonly TextProblem[] }
  | { readonly kind: 'failed'; readonly code: string; readonly message: Said; readonly hint?: string }
  | { readonly kind: 'cancelled' };

export interface Listed {
  readonly scenarios: readonly ListedScenario[];
  readonly products: readonly ListedProduct[];
}

export type Read = { readonly kind: 'read'; readonly facts: RunFacts } | NotRun;

/** Way to an engine: a Worker, or an engine in this program. */
export interface EnginePort {
  post(request: EngineRequest | RigRequest): void;
  onReply: (reply: EngineReply | RigReply | LinkNews) => void;
  /** Called when the engine has ended and will answer nothing more. */
  onLost: (why: Said) => void;
}

interface Waiting {
  hear(reply: EngineReply): void;
  lost(why: Said): void;
}

const ENGINE_LOST = 'ENGINE_LOST';

/** Asks an engine. A new run replaces the one under way, whose result is then `cancelled`. No method throws. */
export class EngineClient {
  readonly #port: EnginePort;
  readonly #waiting = new Map<number, Waiting>();
  /** Version of the engine; undefined if it cannot start. */
  readonly ready: Promise<string | undefined>;
  /** Receives what the part that drives a rig says. */
  onRig: (reply: RigReply) => void = () => {};
  /** Receives what the Worker's socket to the server says. */
  onSocket: (news: SocketNews) => void = () => {};
  /** Receives what the Worker's serial port says. */
  onSerial: (news: SerialNews) => void = () => {};
  #nextId = 1;
  #runId: number | undefined;
  #lostBy: Said | undefined;

  constructor(port: EnginePort) {
    this.#port = port;
    let readyNow: (version: string | undefined) => void = () => {};
    this.ready = new Promise((resolve) => {
      readyNow = resolve;
    });
    port.onReply = (reply) => {
      if (isAboutRig(reply)) {
        if (isOfSocket(reply)) this.onSocket(reply);
        else if (isOfSerial(reply)) this.onSerial(reply);
        else this.onRig(reply);
      } else if (reply.kind === 'ready') readyNow(reply.version);
      else this.#waiting.get(reply.id)?.hear(reply);
    };
    port.onLost = (why) => {
      this.#lostBy = why;
      readyNow(undefined);
      for (const waiting of this.#waiting.values()) waiting.lost(why);
      this.#waiting.clear();
    };
  }

  /** Runs a plan. `onProgress` is called for a run longer than 200 ms. */
  run(plan: RunPlan, onProgress: (atUs: number, endUs: number | undefined) => void = () => {}): Promise<Ran | NotRun> {
    if (this.#runId !== undefined) this.#port.post({ kind: 'cancel', id: this.#runId });
    const records: TraceRecord[] = [];
    let facts: RunFacts | undefined;
    const id = this.#nextId;
    this.#runId = id;
    return this.#ask<Ran>({ kind: 'run', id, plan }, (reply) => {
      if (reply.kind === 'begun') facts = reply.facts;
      else if (reply.kind === 'records') for (const record of reply.records) records.push(record);
      else if (reply.kind === 'progress') onProgress(reply.atUs, reply.endUs);
      else if (reply.kind === 'done' && facts !== undefined)
        return { kind: 'ran', facts, records, summary: reply.summary };
      return undefined;
    });
  }

  /** Sends a message to the part that drives a rig. */
  toRig(request: RigRequest): void {
    this.#port.post(request);
  }

  /** Ends the run under way. */
  cancel(): void {
    if (this.#runId !== undefined) this.#port.post({ kind: 'cancel', id: this.#runId });
  }

  /** Reads a plan without running it. */
  read(plan: RunPlan): Promise<Read> {
    return this.#ask<Extract<Read, { readonly kind: 'read' }>>({ kind: 'read', id: this.#nextId, plan }, (reply) =>
      reply.kind === 'read' ? { kind: 'read', facts: reply.facts } : undefined,
    );
  }

  /** Runs a plan and returns it as files that the command line runs. */
  save(plan: RunPlan): Promise<{ readonly kind: 'saved'; readonly session: SavedSession } | NotRun> {
    return this.#ask<{ readonly kind: 'saved'; readonly session: SavedSession }>(
      { kind: 'save', id: this.#nextId, plan },
      (reply) => (reply.kind === 'saved' ? { kind: 'saved', session: reply.session } : undefined),
    );
  }

  /** Reads a kept trace. */
  openTrace(file: string, bytes: Uint8Array): Promise<Opened | NotRun> {
    const records: TraceRecord[] = [];
    const read: { plan?: RunPlan; facts?: RunFacts } = {};
    return this.#ask<Opened>({ kind: 'trace', id: this.#nextId, file, bytes }, (reply) => {
      if (reply.kind === 'kept') read.plan = reply.plan;
      else if (reply.kind === 'begun') read.facts = reply.facts;
      else if (reply.kind === 'records') for (const record of reply.records) records.push(record);
      const { plan, facts } = read;
      if (reply.kind !== 'done' || plan === undefined || facts === undefined) return undefined;
      return { kind: 'opened', plan, facts, records, summary: reply.summary };
    });
  }

  /** Lists the shipped scenarios and products. */
  list(): Promise<({ readonly kind: 'listed' } & Listed) | NotRun> {
    return this.#ask<{ readonly kind: 'listed' } & Listed>({ kind: 'list', id: this.#nextId }, (reply) => {
      if (reply.kind !== 'listed') return undefined;
      const { scenarios, products } = reply;
      return { kind: 'listed', scenarios, products };
    });
  }

  /** Sends a request. Its last reply is the one for which `resultOf` has a result, or one of a request that did not run. */
  #ask<T>(request: EngineRequest, resultOf: (reply: EngineReply) => T | undefined): Promise<T | NotRun> {
    const { id } = request;
    this.#nextId += 1;
    const lost = (why: Said): NotRun => ({ kind: 'failed', code: ENGINE_LOST, message: why });
    if (this.#lostBy !== undefined) return Promise.resolve(lost(this.#lostBy));
    return new Promise((resolve) => {
      const end = (result: T | NotRun): void => {
        this.#waiting.delete(id);
        if (this.#runId === id) this.#runId = undefined;
        resolve(result);
      };
      this.#waiting.set(id, {
        hear: (reply) => {
          const result = notRunBy(reply) ?? resultOf(reply);
          if (result !== undefined) end(result);
        },
        lost: (why) => end(lost(why)),
      });
      this.#port.post(request);
    });
  }
}

function notRunBy(reply: EngineReply): NotRun | undefined {
  switch (reply.kind) {
    case 'problems':
      return { kind: 'problems', problems: reply.problems };
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'failed': {
      const { code, message, hint } = reply;
      return { kind: 'failed', code, message, ...(hint === undefined ? {} : { hint }) };
    }
    default:
      return undefined;
  }
}
