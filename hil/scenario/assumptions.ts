import type { CatheterSetup, Program } from '../../firmware-sim/base/therapy.ts';
import { US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import type { Defect } from '../../firmware-sim/outside/defects.ts';
import { comesAndGoes } from '../../firmware-sim/outside/field-exposure.ts';
import { FELT_ML_MIN } from '../../firmware-sim/plant/catheter/needle-flow.ts';
import { type Presumption, presumptionsOf } from '../../firmware-sim/products/presumptions.ts';
import { type Product, type QuantityName, quantitiesOf } from '../../firmware-sim/products/product.ts';
import { type Action, actionDefinitions, definitionOf } from './actions/action-table.ts';
import { canStopRotor, resets } from './actions/defect.ts';
import { type FieldAction, rotorFieldNames } from './actions/field.ts';
import { stallLawNames } from './entry/stall-law-names.ts';
import { lawWords } from './law-words.ts';
import { eventsChecked, signalsChecked } from './patterns/names-checked.ts';
import type { EventPattern, Scenario } from './scenario.ts';
import { supplyChoices } from './supply-choices.ts';

interface Part {
  readonly names: readonly QuantityName[];
  readonly when: (scenario: Scenario) => boolean;
}

/** Constants of a catheter, by the set-up key that replaces each. */
const catheterNames: Readonly<Partial<Record<keyof CatheterSetup, QuantityName>>> = {
  lengthCm: 'catheterCm',
  ulPerCm: 'catheterUlPerCm',
  outerMm: 'catheterOuterMm',
  youngMpa: 'catheterYoungMpa',
  viscosityMpas: 'viscosityMpas',
  csfKpa: 'csfKpa',
  outletKpaMax: 'outletKpaMax',
};

const catheterParts: readonly Part[] = (Object.entries(catheterNames) as [keyof CatheterSetup, QuantityName][]).map(
  ([key, name]) => ({
    names: [name],
    when: ({ pump }) => pump.catheter !== undefined && pump.catheter[key] === undefined,
  }),
);

/**
 * Constants that matter only with certain set-ups, programs or expectations. `ActionDefinition.constants` lists those
 * of each action. A constant in neither list always matters.
 */
const parts: readonly Part[] = [
  { names: [...rotorFieldNames, ...stallLawNames], when: ({ fieldFrom }) => fieldFrom !== undefined },
  ...catheterParts,
  { names: ['diffusionUm2PerS'], when: (s) => s.pump.drug !== undefined },
  { names: ['fillingKneeMl', 'fillingFloorMl'], when: (s) => s.pump.filling === undefined && looksAtReservoir(s) },
  { names: ['accuracyMeanRatio', 'accuracySpreadRatio'], when: (s) => s.pump.accuracy === 'sampled' },
  { names: ['minimumRateMlPerDay'], when: (s) => s.pump.program.mode === 'minimum rate' },
  {
    names: ['batteryMah', 'batteryIdleUa', 'actuationUc', 'toneMa', 'sessionMc'],
    when: (s) => s.pump.batteryShare !== undefined,
  },
  {
    names: [
      ...stallLawNames,
      'hazardShapeCount',
      'intermittentRatio',
      'stickHours',
      'stickMinutesMin',
      'stickMinutesMax',
      'shortResetDays',
      'shortEriDaysMax',
      'shortLeakUa',
    ],
    when: (s) => s.pump.hazards !== undefined,
  },
  {
    names: ['overInfusionProbabilityRatio', 'overInfusionDaysMax', 'overInfusionRatioMax'],
    when: (s) => s.pump.overInfusion?.kind === 'sampled',
  },
  { names: ['clockDriftPpmMax'], when: ({ pump }) => pump.clockDriftPpb !== undefined },
  { names: ['flexStepsCountMax'], when: (s) => programs(s).some(({ mode }) => mode === 'flex') },
  { names: ['bolusIntervalMinutesMin', 'bolusIntervalMinutesMax'], when: (s) => programs(s).some(isPeriodic) },
  {
    names: ['bolusMinutesMin', 'bolusMinutesMax'],
    when: (s) => programs(s).some((program) => isPeriodic(program) || isForPatient(program)),
  },
  {
    names: ['lockoutMinutesMin', 'lockoutMinutesMax', 'allottedCountMax', 'nextRefillMl'],
    when: (s) => programs(s).some(isForPatient),
  },
  // A check can expect a tone. A tone also uses charge, and may be the state that a telemetry latch needs.
  {
    names: ['criticalAlarmMinutes'],
    when: (s) => asks(s, 'pump.tone') || s.pump.batteryShare !== undefined || s.pump.latchNeeds === 'tone burst',
  },
  // No verdict depends on them. Alarm intervals are checked when the scenario is read.
  { names: ['alarmMinutesMin', 'alarmMinutesMax'], when: () => false },
];

/** Returns the programs of the set-up and of the timeline. */
function programs({ pump, timeline }: Scenario): readonly Program[] {
  return [pump.program, ...timeline.flatMap(({ action }) => (action.kind === 'program' ? [action.program] : []))];
}

const isPeriodic = ({ mode }: Program): boolean => mode === 'periodic bolus';
const isForPatient = ({ patientBolus }: Program): boolean => typeof patientBolus === 'object';

/** Questions that no source answers, and the answers that the run uses. */
const choices: readonly {
  readonly text: (scenario: Scenario) => string;
  readonly when: (scenario: Scenario, product: Product) => boolean;
}[] = [
  { text: (s) => `latch needs = ${s.pump.latchNeeds ?? 'alarm state'}`, when: interferes },
  { text: (s) => `latch ended by = ${s.pump.latchEndedBy ?? 'any'}`, when: interferes },
  { text: () => 'a flipped pump lets no needle in (inferred)', when: needlesFlipped },
  ...supplyChoices,
  {
    text: (s) => `needle mixing = ${s.pump.needleMixing ?? 'plug'}`,
    when: (s) => usesAccess(s) && s.pump.drug !== undefined,
  },
  { text: () => `a needle has no resistance; less than ${FELT_ML_MIN} mL in all is felt as no flow`, when: usesAccess },
  { text: () => 'hours in a latched telemetry mode count as stopped', when: interferes },
  { text: () => 'safe state = minimum rate', when: fallsBack },
  {
    text: () => 'flex after a set clock = continues at the new clock time',
    when: (s) => does(s, 'set clock') && programs(s).some(({ mode }) => mode === 'flex'),
  },
];

/** Condition under which a verdict depends on each presumption about the product. */
const presumed: Readonly<Record<Presumption['name'], (scenario: Scenario) => boolean>> = {
  shaft: feelsField,
  'bound gears': meetsFieldAgain,
  'stall log': canStall,
  'effect of a field': feelsField,
  residual: looksAtReservoir,
  'gas drive': (s) => does(s, 'surroundings') || s.pump.catheter !== undefined,
  'empty alarm': complainsOfEmpty,
  'dry pump': (s) => complainsOfEmpty(s) || asks(s, 'true.reservoir', 'empty'),
  'event log': (s) => asks(s, 'pump.log') || does(s, 'scan check'),
  'confirmed step': canStall,
  'detection law': canStall,
  'recovery law': canStall,
  'restart law': feelsField,
  'low battery class': (s) =>
    asks(s, 'pump.alarm', 'critical') || asks(s, 'pump.alarm', 'non-critical') || asks(s, 'pump.tone'),
  'low battery reset': fallsBack,
  tones: (s) => asks(s, 'pump.tone'),
};

/** Returns the answers that the scenario gives itself. They replace presumptions. */
function answersOf({ pump }: Scenario): Readonly<Partial<Record<Presumption['name'], string>>> {
  const { law, recoveryLaw, restartDelayUsMax, residualInsideCapacity } = pump;
  const delayMinutes = Number((restartDelayUsMax / US_PER_MINUTE).toPrecision(6));
  return {
    'detection law': lawWords(law),
    ...(recoveryLaw === undefined ? {} : { 'recovery law': lawWords(recoveryLaw) }),
    ...(restartDelayUsMax === 0 ? {} : { 'restart law': `uniform 0 to ${delayMinutes} min` }),
    ...(residualInsideCapacity ? { residual: 'inside the capacity' } : {}),
  };
}

function looksAtReservoir(s: Scenario): boolean {
  return does(s, 'refill') || does(s, 'withdraw') || asks(s, 'true.reservoir') || reads(s, 'true.reservoirMl');
}

function presumedOf(scenario: Scenario, product: Product): readonly string[] {
  const rested = presumptionsOf(product).filter(({ name }) => presumed[name](scenario));
  const answers = answersOf(scenario);
  return rested.map(({ name, answer, kind }) => {
    const shown = answers[name] ?? answer;
    return kind === 'inferred' ? `${name} = ${shown} (inferred)` : `${name} = ${shown}`;
  });
}

function interferes(scenario: Scenario): boolean {
  return scenario.timeline.some(({ action }) => action.kind === 'field' && action.emiTelemetry);
}

function hasDefect(scenario: Scenario, is: (defect: Defect) => boolean): boolean {
  return scenario.timeline.some(({ action }) => action.kind === 'defect' && is(action.defect));
}

function fallsBack(scenario: Scenario): boolean {
  return hasDefect(scenario, resets);
}

function refillsIntoAccess({ timeline }: Scenario): boolean {
  return timeline.some(({ action }) => action.kind === 'refill' && action.intoAccessPort === true);
}

/**
 * Returns whether a needle is used on a flipped pump. On such a pump ultrasound shows no septum (Dupoiron et al.), so
 * no needle enters.
 */
function needlesFlipped(scenario: Scenario): boolean {
  const isNeedled = does(scenario, 'refill') || does(scenario, 'withdraw') || does(scenario, 'catheter access');
  return scenario.pump.flipped === true && isNeedled;
}

/** Returns whether a needle enters the catheter access port. */
export function usesAccess(scenario: Scenario): boolean {
  return does(scenario, 'catheter access') || refillsIntoAccess(scenario);
}

export function fieldsOf({ timeline }: Scenario): readonly FieldAction[] {
  return timeline.flatMap(({ action }) => (action.kind === 'field' ? [action] : []));
}

/** Returns whether the motor can stall: in a field, against a pressure, or because of a defect. */
export function canStall(scenario: Scenario): boolean {
  return feelsField(scenario) || does(scenario, 'catheter') || canStick(scenario);
}

/** Returns whether a defect can stop the rotor, for a time or permanently. */
function canStick(scenario: Scenario): boolean {
  return scenario.pump.hazards !== undefined || hasDefect(scenario, canStopRotor);
}

export function feelsField(scenario: Scenario): boolean {
  return scenario.fieldFrom !== undefined || does(scenario, 'field');
}

function complainsOfEmpty(scenario: Scenario): boolean {
  return asks(scenario, 'pump.alarm', 'empty reservoir') || asks(scenario, 'pump.log', 'empty reservoir');
}

/** Returns whether a field may be present while the gears are already bound or stuck. */
function meetsFieldAgain(scenario: Scenario): boolean {
  const fields = fieldsOf(scenario);
  const isDelayed = scenario.pump.restartDelayUsMax > 0 || fields.some(({ restart }) => restart.kind !== 'free');
  const comesAgain = fields.length > 1 || fields.some(comesAndGoes);
  return (isDelayed && comesAgain) || (canStick(scenario) && feelsField(scenario));
}

function does(scenario: Scenario, kind: Action['kind']): boolean {
  return scenario.timeline.some(({ action }) => action.kind === kind);
}

/**
 * Returns whether an expectation looks for an event or starts from it. With `text`, only events with that value count.
 */
function asks({ expect }: Scenario, event: string, text?: string): boolean {
  const fits = (pattern: EventPattern | undefined): boolean =>
    pattern?.event === event && (text === undefined || pattern.text === text);
  return expect.some(({ check, scope }) => {
    if (eventsChecked(check).some(fits)) return true;
    if (scope.kind !== 'after' && scope.kind !== 'at') return false;
    const { anchor } = scope;
    return anchor.kind === 'event' && (fits(anchor.pattern) || fits(anchor.next));
  });
}

function reads({ expect }: Scenario, signal: string): boolean {
  return expect.some(({ check }) => signalsChecked(check).includes(signal));
}

/** Constants on which only some scenarios depend. */
const conditional: ReadonlySet<QuantityName> = new Set(
  [...parts, ...actionDefinitions.flatMap(({ constants = [] }) => constants)].flatMap(({ names }) => names),
);

/** Returns the conditional constants whose condition this scenario meets. */
function usedIn(scenario: Scenario): ReadonlySet<QuantityName> {
  const byActions = scenario.timeline.flatMap(({ action }) =>
    (definitionOf(action).constants ?? []).filter(({ when }) => when?.(action, scenario.pump) ?? true),
  );
  const besides = parts.filter(({ when }) => when(scenario));
  return new Set([...besides, ...byActions].flatMap(({ names }) => names));
}

function choicesIn(scenario: Scenario, product: Product): ReadonlySet<string> {
  const ofActions = scenario.timeline.flatMap(({ action }) =>
    (definitionOf(action).choices ?? []).filter(({ when }) => when?.(action, scenario.pump) ?? true),
  );
  const besides = choices.filter(({ when }) => when(scenario, product));
  return new Set([...ofActions.map(({ text }) => text), ...besides.map(({ text }) => text(scenario))]);
}

/**
 * Returns the assumptions on which a scenario's verdict depends: assumed constants as `name = value unit`, then the
 * others.
 */
export function assumptionsOf(scenario: Scenario, product: Product): readonly string[] {
  const used = usedIn(scenario);
  const texts = [...quantitiesOf(product)]
    .filter(([name, { provenance }]) => provenance.kind === 'assumed' && (used.has(name) || !conditional.has(name)))
    .map(([name, { value, unit }]) => `${name} = ${value} ${unit}`.trim());
  return [...texts, ...choicesIn(scenario, product), ...presumedOf(scenario, product)];
}
