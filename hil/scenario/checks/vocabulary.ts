import { alarmCauses } from '../../../firmware-sim/base/alarm-cause.ts';
import type { Defect, RotorCause } from '../../../firmware-sim/outside/defects.ts';
import {
  type ContrastFinding,
  examinationKinds,
  type TracerFinding,
} from '../../../firmware-sim/outside/examination.ts';
import { comparedFields } from '../../../firmware-sim/outside/scan-check.ts';
import type { CatheterPath } from '../../../firmware-sim/plant/catheter/catheter-path.ts';
import type { NeedleOutcome } from '../../../firmware-sim/plant/catheter/needle-flow.ts';
import type { RotorState } from '../../../firmware-sim/plant/drive.ts';
import type { RiskFactor } from '../../../firmware-sim/plant/over-infusion.ts';
import type { ValveState } from '../../../firmware-sim/plant/valves.ts';
import { logKinds } from '../../../firmware-sim/products/complaints.ts';
import type { Dimension } from '../../yaml/units.ts';

/** A recorded quantity that an expectation may name; `unit` is the one of the trace. */
export interface SignalName {
  readonly dimension: Extract<
    Dimension,
    'angle' | 'volume' | 'rate' | 'share' | 'pressure' | 'mass' | 'concentration' | 'charge' | 'clock error'
  >;
  readonly unit: string;
}

/** What an expectation may name, besides entries of its own timeline. */
export const signals = {
  'true.rotorDeg': { dimension: 'angle', unit: 'deg' },
  'true.deliveredMl': { dimension: 'volume', unit: 'mL' },
  'true.reservoirMl': { dimension: 'volume', unit: 'mL' },
  'true.undeliveredMl': { dimension: 'volume', unit: 'mL' },
  'true.pumpLeakedMl': { dimension: 'volume', unit: 'mL' },
  'true.airMl': { dimension: 'volume', unit: 'mL' },
  'true.flowRatio': { dimension: 'share', unit: '' },
  'true.batteryMah': { dimension: 'charge', unit: 'mAh' },
  'true.clockAheadMin': { dimension: 'clock error', unit: 'min' },
  'true.catheterKpa': { dimension: 'pressure', unit: 'kPa' },
  'true.tipMl': { dimension: 'volume', unit: 'mL' },
  'true.strayMl': { dimension: 'volume', unit: 'mL' },
  'true.leakedMl': { dimension: 'volume', unit: 'mL' },
  'true.csfInMl': { dimension: 'volume', unit: 'mL' },
  'true.pocketInMl': { dimension: 'volume', unit: 'mL' },
  'true.tipUg': { dimension: 'mass', unit: 'ug' },
  'true.strayUg': { dimension: 'mass', unit: 'ug' },
  'true.leakedUg': { dimension: 'mass', unit: 'ug' },
  'true.tipUgPerMl': { dimension: 'concentration', unit: 'ug/mL' },
  'pump.programmedMl': { dimension: 'volume', unit: 'mL' },
  'pump.reservoirMl': { dimension: 'volume', unit: 'mL' },
  'pump.rateMlPerDay': { dimension: 'rate', unit: 'mL/day' },
} as const satisfies Readonly<Record<string, SignalName>>;

/** Of the drugs in a pump, the first has these; those of any other have its name behind them, as `true.tipUg.clonidine`. */
export const drugSignals = ['true.tipUgPerMl', 'true.tipUg', 'true.strayUg', 'true.leakedUg'] as const;

const rotorStates = [
  'turning',
  'held',
  'losing',
  'bound',
  'blocked',
  'seized',
] as const satisfies readonly RotorState[];

const pathKinds = [
  'open',
  'kinked',
  'narrowed',
  'leaking',
  'occluded',
  'disconnected',
] as const satisfies readonly CatheterPath['kind'][];

const defects = [
  'rotor',
  'feedthrough shorting',
  'low battery reset',
  'reduced battery',
  'memory error',
  'over-infusion',
  'pump leak',
  'clogged filter',
  'lost propellant',
  'air',
  'shaft wear',
  'drive-gear corrosion',
  'foreign particle',
  'unknown',
] as const satisfies readonly (Defect['kind'] | RotorCause)[];

const riskFactors = [
  'stopped or stalled over 48 h',
  'ran dry',
  'overfilled',
  'catheter blocked',
] as const satisfies readonly RiskFactor[];

/** Events that a pattern may name, each with the texts that may follow it; without any, the event stands alone. */
export const events: Readonly<Record<string, readonly string[]>> = {
  'pump.log': logKinds,
  'pump.alarm': ['critical', 'non-critical', 'raised', 'cleared', ...alarmCauses],
  'pump.tone': ['critical', 'non-critical'],
  'pump.silence': [],
  'pump.bolus': [
    'start',
    'end',
    'cut',
    'refused',
    'single bolus',
    'periodic bolus',
    'patient bolus',
    'priming bolus',
    'bridge bolus',
    'roller study',
    'lockout',
    'allotment',
    'busy',
    'stopped',
    'latched',
    'ended',
    'reservoir',
  ],
  'pump.interrogation': [],
  'pump.clock': ['set'],
  'pump.mode': ['simple continuous', 'flex', 'periodic bolus', 'minimum rate', 'stopped'],
  'true.rotor': rotorStates,
  'true.reservoir': ['empty', 'filled', 'overfilled', 'pocket fill', 'air follows', 'air withdrawn'],
  'true.battery': ['ERI level', 'exhausted'],
  'true.defect': defects,
  'true.overInfusionRisk': riskFactors,
  'true.overInfusion': [],
  'pump.scanCheck': ['no record', 'unchanged', 'changed', 'no stall', 'recovered', 'not recovered', ...comparedFields],
  'pump.refillCheck': ['as reckoned', 'more than reckoned', 'less than reckoned'],
  'true.valves': ['metering', 'open', 'shut'] satisfies readonly ValveState[],
  'true.refill': ['nothing'],
  'true.film': [],
  'true.catheter': pathKinds,
  'true.aspiration': ['free', 'slow', 'nothing'] satisfies readonly NeedleOutcome[],
  'true.injection': ['free', 'slow', 'nothing'] satisfies readonly NeedleOutcome[],
  'true.front': [],
  'true.examination': [
    ...examinationKinds,
    ...([
      'layers',
      'extravasation',
      'no layering',
      'no intrathecal contrast',
      'no contrast',
    ] satisfies ContrastFinding[]),
    ...(['in the CSF', 'in the pocket', 'in the catheter', 'in the reservoir', 'no tracer'] satisfies TracerFinding[]),
    'normal',
    'abnormal',
    'too early',
  ],
};
