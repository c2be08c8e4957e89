import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { anchorsOf } from '../checks/expectation-watch.ts';
import { type Finding, limitsText, undecided } from '../checks/measurement.ts';
import type { Expectation } from '../scenario.ts';
import { eventsChecked, signalsChecked } from './names-checked.ts';

/** Signals and events that a run cannot know, each with the reason. */
export type MissingSources = ReadonlyMap<string, string>;

export function missingSources(signals: readonly SignalDeclaration[]): MissingSources {
  return new Map(signals.flatMap(({ name, noSource }) => (noSource === undefined ? [] : [[name, noSource] as const])));
}

/** Returns why the run cannot know what an expectation reads or waits for; undefined if it can. */
export function whyUnknown({ check, scope }: Expectation, missing: MissingSources): string | undefined {
  if (missing.size === 0) return undefined;
  const events = [...eventsChecked(check), ...anchorsOf(scope)].map(({ event }) => event);
  const name = [...signalsChecked(check), ...events].find((one) => missing.has(one));
  return name === undefined ? undefined : `\`${name}\` has no source: ${missing.get(name)}`;
}

/** Returns the finding of an expectation without a source. */
export function sourceless({ name, check }: Expectation, why: string): Finding {
  const limits =
    check.kind === 'pattern'
      ? check.pattern.written.join(', ')
      : 'bounds' in check
        ? limitsText(check.bounds, check.unit)
        : '';
  return undecided(name, '', limits, 'no source', why);
}
