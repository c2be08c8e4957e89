import type { PumpState } from '../base/therapy.ts';
import { rippleUl } from '../plant/roller-head.ts';
import { type Product, rollersOf } from '../products/product.ts';
import { stepVolumeOf } from '../products/step-volume.ts';
import type { SignalDeclaration } from '../trace/signal.ts';
import { driveTrainOf } from './pump-build.ts';

/** A step or a session draws less. */
const BATTERY_ERROR_MAH = 0.1;

/** The calendar counts whole microseconds, the line does not. */
const CLOCK_ERROR_MIN = 1e-7;

/** Largest distance of what has left a pump from its mean course: a step, and twice the ripple of its rollers. */
export function pulseMlOf(product: Product, accuracy: number): number {
  return 2 * rippleMlOf(product, accuracy) + believedStepMlOf(product) * accuracy;
}

function rippleMlOf(product: Product, accuracy: number): number {
  const rollers = rollersOf(product);
  return rollers === undefined ? 0 : rippleUl(driveTrainOf(rollers, accuracy).head) / 1000;
}

function believedStepMlOf(product: Product): number {
  const { unitUl, stepsPerUnit } = stepVolumeOf(product);
  return unitUl / stepsPerUnit / 1000;
}

/** What a pump writes into a trace; `accuracy` is true over programmed volume, `softErrorMl` what back pressure adds. */
export function pumpSignals(product: Product, accuracy: number, softErrorMl = 0): readonly SignalDeclaration[] {
  const believedStepMl = believedStepMlOf(product);
  const deliveredErrorMl = pulseMlOf(product, accuracy) + softErrorMl;
  const undeliveredErrorMl = Math.max(deliveredErrorMl, 2 * rippleMlOf(product, accuracy) + believedStepMl);
  return [
    ...partSignals(product),
    { name: 'in.program', kind: 'event', unit: '', doc: 'Somebody programmed the pump.' },
    { name: 'in.field', kind: 'event', unit: 'mT', doc: 'A magnetic field came, changed or went.' },
    { name: 'in.bolus', kind: 'event', unit: 'mL', doc: 'Somebody asked for a bolus.' },
    { name: 'in.clock', kind: 'event', unit: '', doc: 'A programmer set the clock of the pump.' },
    {
      name: 'in.localTime',
      kind: 'event',
      unit: 'min',
      doc: 'Daylight saving or travel moved the time of the patient.',
    },
    { name: 'in.interrogate', kind: 'event', unit: '', doc: 'Somebody interrogated the pump.' },
    { name: 'in.refill', kind: 'event', unit: 'mL', doc: 'Somebody refilled the reservoir, or did part of it.' },
    {
      name: 'in.scanCheck',
      kind: 'event',
      unit: '',
      doc: 'Somebody compared the pump with the record before the scan.',
    },
    { name: 'in.surroundings', kind: 'event', unit: '', doc: 'Warmth or air pressure changed.' },
    { name: 'in.valveReset', kind: 'event', unit: '', doc: 'Somebody reset a flow-activated valve.' },
    { name: 'in.withdraw', kind: 'event', unit: '', doc: 'Somebody drew out all that a needle reaches.' },
    { name: 'in.alarmTest', kind: 'event', unit: '', doc: 'Somebody asked for an alarm test.' },
    { name: 'in.alarmSilence', kind: 'event', unit: '', doc: 'A programmer silenced the alarms that stood.' },
    { name: 'pump.silence', kind: 'event', unit: '', doc: 'Causes of alarm that stand and no longer sound.' },
    { name: 'in.rollerStudy', kind: 'event', unit: '', doc: 'Somebody asked for a roller study.' },
    { name: 'true.defect', kind: 'event', unit: '', doc: 'Something in the pump went wrong by itself.' },
    {
      name: 'true.deliveredMl',
      kind: 'line',
      unit: 'mL',
      errorMax: deliveredErrorMl,
      doc: 'Volume out of the pump; the line leaves out the pulse of rollers or valves. It falls where a field turns the rotor back, by half a motor turn at most.',
    },
    {
      name: 'true.reservoirMl',
      kind: 'line',
      unit: 'mL',
      errorMax: deliveredErrorMl,
      min: 0,
      doc: 'Volume that is really in the reservoir.',
    },
    {
      name: 'true.undeliveredMl',
      kind: 'line',
      unit: 'mL',
      errorMax: undeliveredErrorMl,
      doc: 'Programmed minus delivered volume since the start, what a latched telemetry mode withheld included.',
    },
    {
      name: 'true.pumpLeakedMl',
      kind: 'line',
      unit: 'mL',
      doc: 'Volume out of a leak of the pump into the pocket, once one began.',
    },
    {
      name: 'true.airMl',
      kind: 'line',
      unit: 'mL',
      errorMax: deliveredErrorMl,
      min: 0,
      doc: 'Air in the reservoir, once some came.',
    },
    {
      name: 'true.flowRatio',
      kind: 'step',
      unit: '',
      doc: 'True over nominal volume, once surroundings, filling or filter changed it: head x ambient x filling x filter.',
    },
    { name: 'true.reservoir', kind: 'event', unit: 'mL', doc: 'The reservoir ran empty, was filled or missed.' },
    { name: 'true.refill', kind: 'event', unit: 'mL', doc: 'What a refill withdrew, against what the pump reckoned.' },
    { name: 'true.film', kind: 'event', unit: 'deg', doc: 'A film was taken: the rotor angle on it, modulo 360.' },
    { name: 'pump.rateMlPerDay', kind: 'step', unit: 'mL/day', doc: 'Rate that the firmware commands.' },
    {
      name: 'pump.programmedMl',
      kind: 'line',
      unit: 'mL',
      errorMax: believedStepMl,
      quantum: believedStepMl,
      doc: 'Volume that the firmware believes it pumped.',
    },
    {
      name: 'pump.reservoirMl',
      kind: 'line',
      unit: 'mL',
      errorMax: believedStepMl,
      quantum: believedStepMl,
      min: 0,
      doc: 'Level that the pump calculates and never measures.',
    },
    { name: 'pump.mode', kind: 'event', unit: '', doc: 'Another mode or rate took effect.' },
    { name: 'pump.alarm', kind: 'event', unit: '', doc: 'A cause of alarm was raised or cleared.' },
    { name: 'pump.tone', kind: 'event', unit: '', doc: 'The alarm sounded.' },
    { name: 'pump.interrogation', kind: 'event', unit: '', doc: 'What an interrogation showed.' },
    {
      name: 'pump.scanCheck',
      kind: 'event',
      unit: '',
      doc: 'What a comparison with the record before the scan found.',
    },
    {
      name: 'pump.refillCheck',
      kind: 'event',
      unit: 'mL',
      doc: 'Whether what a refill withdrew was what was reckoned.',
    },
    { name: 'pump.bolus', kind: 'event', unit: '', doc: 'A bolus began, ended, was cut or refused.' },
    { name: 'pump.clock', kind: 'event', unit: 's', doc: 'The clock of the pump was set, and by how much.' },
    { name: 'pump.log', kind: 'event', unit: '', doc: 'A line in the event log of the pump.' },
  ];
}

/** What is written only where a run asks for it. */
export function lifeSignals(state: PumpState): readonly SignalDeclaration[] {
  const signals: SignalDeclaration[] = [];
  if (state.batteryShare !== undefined) {
    signals.push(
      {
        name: 'true.batteryMah',
        kind: 'line',
        unit: 'mAh',
        errorMax: BATTERY_ERROR_MAH,
        doc: 'Charge that is really left; steps draw in pulses, the line is their mean.',
      },
      {
        name: 'true.battery',
        kind: 'event',
        unit: 'mAh',
        doc: 'The battery came to the level of its indicator, or to nothing.',
      },
    );
  }
  if (state.followsLocalTime) {
    signals.push({
      name: 'true.clockAheadMin',
      kind: 'line',
      unit: 'min',
      errorMax: CLOCK_ERROR_MIN,
      doc: 'How far the clock of the pump is ahead of the local time of the patient.',
    });
  }
  if (state.overInfusion !== undefined) {
    signals.push(
      {
        name: 'true.overInfusionRisk',
        kind: 'event',
        unit: '',
        doc: 'A published risk of later over-infusion came up.',
      },
      { name: 'true.overInfusion', kind: 'event', unit: '', doc: 'The pump gives more than programmed from now on.' },
    );
  }
  return signals;
}

/** Of the parts that only some products have. */
function partSignals({ drive }: Product): readonly SignalDeclaration[] {
  if (drive.kind === 'valves') {
    return [
      { name: 'true.valves', kind: 'event', unit: '', doc: 'The valves meter, stand open, or are shut by the flow.' },
    ];
  }
  if (drive.kind === 'throttle') return [];
  const stepDeg = 360 / drive.quantities.stepsPerRevolutionCount.value;
  return [
    {
      name: 'true.rotor',
      kind: 'event',
      unit: '',
      doc: 'The rotor began to turn, was held or blocked, lost a turn or seized.',
    },
    {
      name: 'true.rotorDeg',
      kind: 'line',
      unit: 'deg',
      errorMax: stepDeg,
      quantum: stepDeg,
      doc: 'Rotor angle from the start; it moves in steps, the line is their mean.',
    },
  ];
}
