import { type EventRecord, isEvent, type StepRecord, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import { actionDefinitions } from '../scenario/actions/action-table.ts';
import { en } from '../viewer/texts/en.ts';
import type { RotorState } from '../viewer/texts/texts.ts';
import { rareWordings } from './rare-words.ts';
import type { Style } from './styled-text.ts';
import type { Source, Wording } from './wording.ts';

/** One record of a trace in words for a beginner. */
export interface PlainWords {
  readonly atUs: number;
  readonly source: Source;
  readonly text: string;
  readonly style: Style;
}

const rigStallWords: Readonly<Record<string, string>> = {
  back: 'the stepper is pushed back a little, as the magnet would do',
  hold: 'the stepper is held, as the magnet would do',
  brake: 'the stepper is braked, as the magnet would do',
  release: 'the stepper has no current, as if the magnet held the rotor',
  none: 'the stepper is free again',
};

function bolusWords({ phase, steps, plannedSteps, why }: EventRecord): string {
  if (phase === 'start') return `begins: ${steps} motor steps`;
  if (phase === 'refused') return `is refused: ${why}`;
  return phase === 'end' ? 'ends: all steps were commanded' : `is cut after ${steps} of ${plannedSteps} motor steps`;
}

const wordings: Readonly<Record<string, Wording>> = {
  ...rareWordings,
  'true.rotor': ({ state }) => {
    const text = en.rotor.becomes[state as RotorState] ?? `the rotor is ${state}`;
    return ['truth', text, state === 'turning' ? 'good' : 'bad'];
  },
  'true.film': ({ number }) => [
    'truth',
    number === 1 ? 'film 1 is taken, before the first step' : `film ${number} is taken, after the last step`,
  ],
  'true.reservoir': ({ state, volumeMl }) => [
    'truth',
    state === 'empty' ? 'the reservoir runs empty' : `the reservoir holds ${volumeMl} mL`,
    state === 'empty' ? 'bad' : 'plain',
  ],
  'true.refill': ({ withdrawnMl, expectedMl }) => [
    'truth',
    `${shortMl(withdrawnMl)} mL are withdrawn; the pump calculated ${shortMl(expectedMl)} mL`,
  ],
  'pump.mode': ({ mode }) => ['pump', `is in the mode ${mode}`],
  'pump.interrogation': ({ clock }) => [
    'pump',
    `shows its settings, its alarms and its log${clock === undefined ? '' : `; its clock shows ${clock}`}`,
  ],
  'pump.silence': () => ['pump', 'no longer sounds for the current alarms'],
  'pump.alarm': ({ phase, class: urgency, cause }) => [
    'pump',
    phase === 'raised' ? `raises a ${urgency} alarm: ${cause}` : `ends its ${urgency} alarm: ${cause}`,
    phase === 'raised' ? 'bad' : 'good',
  ],
  'pump.bolus': (record) => ['pump', `${record.kind} ${bolusWords(record)}`],
  'motor.rateCheck': ({ state, stepsStated, stepsMade }) => [
    'pump',
    `makes ${stepsMade} motor steps; ${stepsStated} follow from the stated rate (${state})`,
  ],
  'pump.log': ({ number, entry, stamp }) => [
    'pump',
    `writes to its event log, line ${number}${stamp === undefined ? '' : `, stamped ${stamp}`}: ${entry}`,
    'bold',
  ],
  'rig.stall': ({ mode }) => ['rig', rigStallWords[mode as string] ?? `stall mode ${mode}`, 'dim'],
  'rig.slip': () => ['rig', 'the shaft lags, as this scenario allows', 'bad'],
  'rig.disagreement': () => ['rig', 'the shaft is not at its commanded angle', 'bad'],
  'rig.event': ({ name }) => ['rig', `the board reports an event: ${name}`, 'dim'],
  'wire.fault': ({ kind, direction }) => ['rig', `line fault injected: ${kind}, ${direction}`, 'dim'],
};

/** Describes a record in words; undefined for lines, segments and counters. */
export function plainWords(record: TraceRecord): PlainWords | undefined {
  const words = isEvent(record) ? eventWords(record) : stepWords(record as StepRecord);
  if (words === undefined) return undefined;
  const [source, text, style = 'plain'] = words;
  return { atUs: record.t, source, text, style };
}

/** An input is described in the words of its action. */
function eventWords(record: EventRecord): ReturnType<Wording> {
  return wordings[record.e]?.(record) ?? actionWords(record);
}

function actionWords(record: EventRecord): ReturnType<Wording> {
  for (const { event, isMarked, text } of actionDefinitions.flatMap(({ words }) => words)) {
    const said = event === record.e ? text(record) : undefined;
    if (said !== undefined) return ['outside', said, isMarked === true ? 'mark' : 'plain'];
  }
  return undefined;
}

function stepWords({ s, v }: StepRecord): readonly [Source, string] | undefined {
  return s === 'pump.rateMlPerDay'
    ? ['pump', v === 0 ? 'commands no step' : `commands steps for ${v} mL/day`]
    : undefined;
}

function shortMl(volumeMl: unknown): number {
  return Number((volumeMl as number).toPrecision(4));
}
