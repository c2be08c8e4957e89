import type { EventRecord, TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { matches } from '../checks/event-pattern.ts';
import type { Piece, SignalTraits } from '../formula/piece.ts';
import type { RunFacts } from '../formula/run-facts.ts';
import { ledgers } from './ledgers.ts';
import { states } from './state-words.ts';

/** What the rig resolves, as an error of a signal. */
export type RigError = (declared: SignalDeclaration) => number;

/**
 * Facts of a run by the declarations of its signals. A record is exact at its own time, and a value that stands keeps that; a
 * line has its declared error unless its steps can be computed. The rig's error stays at all times.
 */
export function runFactsOf(signals: readonly SignalDeclaration[], rigError: RigError = () => 0): RunFacts {
  const known = new Map(signals.map((signal) => [signal.name as string, factsOf(signal, rigError(signal))]));
  return {
    traitsOf: (signal) => known.get(signal)?.traits ?? {},
    pieceOf: (record) => pieceOf(record, known.get(record.s)),
    matches: (record, event, text) => matches(record, text === undefined ? { event } : { event, text }),
    states,
    ledgers,
  };
}

interface SignalFacts {
  readonly traits: SignalTraits;
  readonly errorOnLine: number;
  readonly rigError: number;
}

function factsOf({ quantum, min, errorMax }: SignalDeclaration, rigError: number): SignalFacts {
  const traits = { ...(quantum === undefined ? {} : { quantum }), ...(min === undefined ? {} : { min }) };
  return { traits, errorOnLine: quantum === undefined ? (errorMax ?? 0) : 0, rigError };
}

function pieceOf(
  record: Exclude<TraceRecord, EventRecord>,
  { errorOnLine, rigError }: Pick<SignalFacts, 'errorOnLine' | 'rigError'> = { errorOnLine: 0, rigError: 0 },
): Piece | undefined {
  const { t: atUs, v: value } = record;
  if (typeof value !== 'number') return undefined;
  if ('to' in record) {
    const { to, tauUs } = record;
    return { atUs, value, perSecond: 0, to, tauUs, errorAtStart: rigError, error: rigError + errorOnLine };
  }
  const perSecond = 'r' in record ? record.r : 0;
  return { atUs, value, perSecond, errorAtStart: rigError, error: perSecond === 0 ? rigError : rigError + errorOnLine };
}
