import type { RequestLine } from '../line/codec.ts';
import type { Values } from '../tables/vocabulary.ts';
import { type Answer, refused } from './answer.ts';
import type { CounterSet } from './counters.ts';
import type { ErrorQueue } from './error-queue.ts';

/** State that the answers to core verbs need. */
export interface CoreFacts {
  readonly stat: () => Values;
  readonly errors: ErrorQueue;
  readonly counters: CounterSet;
  readonly events: { kept(fromEvent: number): Values };
}

/** Answers a verb that needs no device. Undefined for other verbs. */
export function coreAnswer(verb: string, args: Values, facts: CoreFacts): Answer<Values> | undefined {
  if (verb === 'STAT') return { ok: true, reply: facts.stat() };
  if (verb === 'PING') return { ok: true, reply: {} };
  if (verb === 'ERRS') return { ok: true, reply: { ...facts.errors.take() } };
  if (verb === 'COUNTERS') return { ok: true, reply: { ...facts.counters.page(args.page as number) } };
  if (verb === 'EVTS') return { ok: true, reply: facts.events.kept(args.fromEvent as number) };
  return undefined;
}

export interface HelloTerms {
  readonly version: number;
  readonly tableHash: number;
  readonly liveSession: number;
}

/**
 * Returns the refusal of a HELLO. It changes nothing, so that a host of another version cannot disturb the live
 * session.
 */
export function helloRefusal(request: RequestLine, terms: HelloTerms): Answer<Values> | undefined {
  if (request.session === 0) return refused('NOSESSION', { liveSession: terms.liveSession });
  if (request.fault !== '') return refused(request.fault, { argumentIndex: request.faultIndex });
  const { version, tableHash } = terms;
  if (request.args?.protocolVersion !== version) return refused('VERSION', { protocolVersion: version });
  return request.args.tableHash === tableHash ? undefined : refused('TABLE', { tableHash });
}
