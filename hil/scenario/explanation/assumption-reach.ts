import { signalsChecked } from '../patterns/names-checked.ts';
import { type Expectation, isOfStudy } from '../scenario.ts';
import { eventNamesOf } from './event-memory.ts';

/** Signals and events that a check reads, and whether it is about a roller study. */
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
 * Assumptions that reach some checks alone. The pump only notices and announces a stall, so its laws of detection change no
 * truth but the charge of the tones. An assumption that is not listed reaches every check of its run.
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

/** Returns those of a run's assumptions, each as `name = value`, that one of its checks can rest on. */
export function assumedBy(expectation: Expectation, assumed: readonly string[]): readonly string[] {
  const { check } = expectation;
  const refusal = check.kind === 'refused' ? ['bench.refusal'] : [];
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
