import type { DetectionLaw } from '../../firmware-sim/base/therapy.ts';
import { US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import { type Product, rollersOf } from '../../firmware-sim/products/product.ts';
import { canStall, feelsField, usesAccess } from './assumptions.ts';
import { lawWords } from './law-words.ts';
import type { Laws } from './laws.ts';
import type { OtherRuns } from './other-runs.ts';
import type { RotorFacts } from './rotor-facts.ts';
import type { LawFlip, LawSubject } from './run-result.ts';
import type { Scenario } from './scenario.ts';

const countingLaws: readonly DetectionLaw[] = ['volume', 'time', 'eitherLater'];

/** Another law for a run of the scenario, and its name for reports. */
export interface OtherLaw {
  readonly of: LawSubject;
  readonly law: string;
  readonly laws: Partial<Laws>;
}

/**
 * Repeats a run under the other laws, because no maker publishes the laws of detection, recovery or restart. Reports
 * list the verdicts that change. The verdict of the run and the exit status do not change.
 */
export async function lawFlips(
  others: readonly OtherLaw[],
  runs: Pick<OtherRuns, 'turnedBy'>,
): Promise<readonly LawFlip[]> {
  const flips: LawFlip[] = [];
  for (const { of, law, laws } of others) {
    for (const turned of await runs.turnedBy({ laws })) flips.push({ of, law, ...turned });
  }
  return flips;
}

/** Returns whether another law can change a verdict. A law that the run never applied cannot. */
export function mayMatter({ of }: OtherLaw, facts: RotorFacts | undefined): boolean {
  if (facts === undefined) return true;
  if (of === 'detection') return facts.missedSteps;
  if (of === 'needle mixing') return true;
  return of === 'recovery' ? facts.stallNoticed : facts.wasHeld;
}

/** Returns the alternatives to the scenario's laws that its verdicts may depend on. */
export function otherLaws(scenario: Scenario, product: Product): readonly OtherLaw[] {
  return [...otherCountingLaws(scenario, product), ...otherRestarts(scenario, product), ...otherMixing(scenario)];
}

function otherCountingLaws(scenario: Scenario, { stallLog }: Product): readonly OtherLaw[] {
  if (stallLog === undefined || !canStall(scenario)) return [];
  const { law: detection, recoveryLaw: recovery = 'volume' } = scenario.pump;
  return [
    ...countingLaws
      .filter((law) => law !== detection)
      .map((law) => ({ of: 'detection' as const, law: lawWords(law), laws: { law } })),
    ...countingLaws
      .filter((law) => law !== recovery)
      .map((law) => ({ of: 'recovery' as const, law: lawWords(law), laws: { recoveryLaw: law } })),
  ];
}

/** Returns the other law of flow through a needle: in plugs or by layers. */
function otherMixing(scenario: Scenario): readonly OtherLaw[] {
  if (!usesAccess(scenario) || scenario.pump.drug === undefined) return [];
  const needleMixing = scenario.pump.needleMixing === 'laminar' ? 'plug' : 'laminar';
  return [{ of: 'needle mixing', law: needleMixing, laws: { needleMixing } }];
}

/**
 * Returns the other laws of restart. A drawn delay is one sample only, so half of the longest delay and the longest
 * delay are tried as well.
 */
function otherRestarts(scenario: Scenario, product: Product): readonly OtherLaw[] {
  const rollers = rollersOf(product);
  if (rollers === undefined || !feelsField(scenario)) return [];
  const ownMaxUs = scenario.pump.restartDelayUsMax;
  const maxUs = ownMaxUs > 0 ? ownMaxUs : Math.round(rollers.restartMinutesMax.value * US_PER_MINUTE);
  if (maxUs === 0) return [];
  const uniform = `uniform 0 to ${Number((maxUs / US_PER_MINUTE).toPrecision(6))} min`;
  const drawn = { law: `${uniform}, drawn from the seed`, laws: { restartDelayUsMin: 0, restartDelayUsMax: maxUs } };
  const halfUs = Math.round(maxUs / 2);
  const half = {
    law: `${uniform}, half of the longest`,
    laws: { restartDelayUsMin: halfUs, restartDelayUsMax: halfUs },
  };
  const longest = { law: `${uniform}, the longest`, laws: { restartDelayUsMin: maxUs, restartDelayUsMax: maxUs } };
  const nextStep = { law: 'next step', laws: { restartDelayUsMin: 0, restartDelayUsMax: 0 } };
  return [ownMaxUs > 0 ? nextStep : drawn, half, longest].map((other) => ({ of: 'restart', ...other }));
}
