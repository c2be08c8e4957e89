import { signalsChecked } from '../patterns/names-checked.ts';
import { type Expectation, isOfAnswer, isOfStudy } from '../scenario.ts';
import { eventNamesOf } from './event-memory.ts';

/** Signals and events that a check reads. `isOfStudy` tells whether the check is about a roller study. */
interface Reads {
  readonly names: readonly string[];
  readonly isOfStudy: boolean;
}

interface Reach {
  readonly assumptions: readonly string[];
  readonly reaches: (reads: Reads) => boolean;
}

const readsAny =
  (...beginnings: readonly string[]) =>
  ({ names }: Reads): boolean =>
    names.some((name) => beginnings.some((beginning) => name.startsWith(beginning)));

/**
 * Assumptions that affect only some checks. The pump only notices and announces a stall, so its detection laws change
 * no truth except the charge of the tones. An assumption that is not listed affects every check.
 */
const reach: readonly Reach[] = [
  {
    assumptions: [
      'detectMl',
      'recoverMl',
      'detectMinutes',
      'recoverMinutes',
      'detection law',
      'recovery law',
      'confirmed step',
      'stall log',
    ],
    reaches: readsAny('pump.', 'bench.refusal', 'true.battery', 'true.charge'),
  },
  { assumptions: ['event log'], reaches: readsAny('pump.') },
  {
    assumptions: ['criticalAlarmMinutes', 'nonCriticalAlarmMinutes', 'tones', 'alarm silence'],
    reaches: readsAny('pump.tone', 'pump.silence', 'pump.alarm', 'true.battery', 'true.charge'),
  },
  { assumptions: ['low battery class'], reaches: readsAny('pump.alarm', 'pump.tone', 'true.battery', 'true.charge') },
  { assumptions: ['studyToleranceDeg'], reaches: ({ isOfStudy: ofStudy }) => ofStudy },
];

/** Returns the assumptions of a run that one of its checks may depend on, each as `name = value`. */
export function assumedBy(expectation: Expectation, assumed: readonly string[]): readonly string[] {
  const { check } = expectation;
  const refusal = isOfAnswer(check) ? ['bench.refusal'] : [];
  const reads = {
    names: [...signalsChecked(check), ...eventNamesOf(expectation), ...refusal],
    isOfStudy: isOfStudy(check),
  };
  return assumed.filter((text) => {
    const [name] = text.split(' = ');
    const known = reach.find(({ assumptions }) => assumptions.includes(name as string));
    return known === undefined || known.reaches(reads);
  });
}
