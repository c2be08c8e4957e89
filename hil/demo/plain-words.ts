import { type EventRecord, isEvent, type StepRecord, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import { actionDefinitions } from '../scenario/actions/action-table.ts';
import { rareSayers } from './rare-words.ts';
import type { Sayer, Source } from './sayer.ts';
import type { Style } from './styled-text.ts';

/** One record of a trace, for somebody who has never seen a trace. */
export interface PlainWords {
  readonly atUs: number;
  readonly source: Source;
  readonly text: string;
  readonly style: Style;
}

const rotorWords: Readonly<Record<string, readonly [string, Style]>> = {
  turning: ['the rotor follows the motor again', 'good'],
  held: ['the rotor is held by the field', 'bad'],
  losing: ['the rotor loses a motor turn in the field', 'bad'],
  bound: ['the gears are bound, and the rotor stands', 'bad'],
  seized: ['the motor is damaged for good', 'bad'],
};

const rigStallWords: Readonly<Record<string, string>> = {
  back: 'the stepper is pushed back a little, in place of the magnet',
  hold: 'the stepper is held, in place of the magnet',
  brake: 'the stepper is braked, in place of the magnet',
  release: 'the stepper is without current, in place of the magnet',
  none: 'the stepper is free again',
};

function bolusWords({ phase, steps, plannedSteps, why }: EventRecord): string {
  if (phase === 'start') return `begins: ${steps} motor steps`;
  if (phase === 'refused') return `is refused: ${why}`;
  return phase === 'end' ? 'ends: all steps were commanded' : `is cut after ${steps} of ${plannedSteps} motor steps`;
}

const sayers: Readonly<Record<string, Sayer>> = {
  ...rareSayers,
  'true.rotor': ({ state }) => {
    const [text, style] = rotorWords[state as string] ?? [`the rotor is ${state}`, 'plain'];
    return ['truth', text, style];
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
    `${shortMl(withdrawnMl)} mL are drawn out; the pump reckoned with ${shortMl(expectedMl)}`,
  ],
  'pump.mode': ({ mode }) => ['pump', `is in the mode ${mode}`],
  'pump.interrogation': ({ clock }) => [
    'pump',
    `shows its settings, its alarms and its log${clock === undefined ? '' : `; its clock shows ${clock}`}`,
  ],
  'pump.silence': () => ['pump', 'no longer sounds for the alarms that stand'],
  'pump.alarm': ({ phase, class: urgency, cause }) => [
    'pump',
    phase === 'raised' ? `raises a ${urgency} alarm: ${cause}` : `ends its ${urgency} alarm: ${cause}`,
    phase === 'raised' ? 'bad' : 'good',
  ],
  'pump.bolus': (record) => ['pump', `${record.kind} ${bolusWords(record)}`],
  'pump.log': ({ number, entry, stamp }) => [
    'pump',
    `writes to its event log, line ${number}${stamp === undefined ? '' : `, stamped ${stamp}`}: ${entry}`,
    'bold',
  ],
  'rig.stall': ({ mode }) => ['rig', rigStallWords[mode as string] ?? `stall mode ${mode}`, 'dim'],
  'rig.slip': () => ['rig', 'the shaft fell behind, as this scenario allows', 'bad'],
  'rig.disagreement': () => ['rig', 'the shaft is not where it was sent', 'bad'],
  'rig.event': ({ name }) => ['rig', `the board speaks first: ${name}`, 'dim'],
  'wire.fault': ({ kind, direction }) => ['rig', `line fault injected: ${kind}, ${direction}`, 'dim'],
};

/** Undefined for what needs no words: lines, segments, counters. */
export function plainWords(record: TraceRecord): PlainWords | undefined {
  const said = isEvent(record) ? eventWords(record) : stepWords(record as StepRecord);
  if (said === undefined) return undefined;
  const [source, text, style = 'plain'] = said;
  return { atUs: record.t, source, text, style };
}

/** Inputs have the words of the action that writes them. */
function eventWords(record: EventRecord): ReturnType<Sayer> {
  return sayers[record.e]?.(record) ?? actionWords(record);
}

function actionWords(record: EventRecord): ReturnType<Sayer> {
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
