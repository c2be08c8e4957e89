import type { PumpState } from '../base/therapy.ts';
import { rippleUl } from '../plant/roller-head.ts';
import { type Product, rollersOf } from '../products/product.ts';
import { stepVolumeOf } from '../products/step-volume.ts';
import type { SignalDeclaration } from '../trace/signal.ts';
import { driveTrainOf } from './pump-build.ts';

/** Largest error of the charge; a step or a session draws less. */
const BATTERY_ERROR_MAH = 0.1;

/** Error of the clock's line, since the calendar counts whole microseconds. */
const CLOCK_ERROR_MIN = 1e-7;

/** Largest distance of a pump's delivery from its mean course: a step, and twice the ripple of its rollers. */
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

/** Returns the signals of a pump; `accuracy` is true over programmed volume, `softErrorMl` the error added by back pressure. */
export function pumpSignals(product: Product, accuracy: number, softErrorMl = 0): readonly SignalDeclaration[] {
  const believedStepMl = believedStepMlOf(product);
  const deliveredErrorMl = pulseMlOf(product, accuracy) + softErrorMl;
  const undeliveredErrorMl = Math.max(deliveredErrorMl, 2 * rippleMlOf(product, accuracy) + believedStepMl);
  return [
    ...partSignals(product),
    { name: 'in.program', kind: 'event', unit: '', doc: 'A programmer changed the program.' },
    { name: 'in.field', kind: 'event', unit: 'mT', doc: 'A magnetic field came, changed or went.' },
    { name: 'in.bolus', kind: 'event', unit: 'mL', doc: 'A clinician or the patient requested a bolus.' },
    { name: 'in.clock', kind: 'event', unit: '', doc: "A programmer set the pump's clock." },
    {
      name: 'in.localTime',
      kind: 'event',
      unit: 'min',
      doc: "Daylight saving or travel moved the patient's local time.",
    },
    { name: 'in.interrogate', kind: 'event', unit: '', doc: 'A programmer interrogated the pump.' },
    { name: 'in.refill', kind: 'event', unit: 'mL', doc: 'A clinician performed a refill or parts of it.' },
    {
      name: 'in.scanCheck',
      kind: 'event',
      unit: '',
      doc: 'A clinician compared the pump with the record made before the scan.',
    },
    { name: 'in.surroundings', kind: 'event', unit: '', doc: 'Temperature or air pressure changed.' },
    { name: 'in.valveReset', kind: 'event', unit: '', doc: 'A clinician reset the flow-activated valve.' },
    { name: 'in.withdraw', kind: 'event', unit: '', doc: 'A clinician drew out all that a needle reaches.' },
    { name: 'in.alarmTest', kind: 'event', unit: '', doc: 'A programmer requested an alarm test.' },
    { name: 'in.alarmSilence', kind: 'event', unit: '', doc: 'A programmer silenced the standing alarms.' },
    { name: 'pump.silence', kind: 'event', unit: '', doc: 'Alarm causes that stand and no longer sound.' },
    { name: 'in.rollerStudy', kind: 'event', unit: '', doc: 'A clinician requested a roller study.' },
    { name: 'true.defect', kind: 'event', unit: '', doc: 'A defect of the pump began.' },
    {
      name: 'true.deliveredMl',
      kind: 'line',
      unit: 'mL',
      errorMax: deliveredErrorMl,
      doc: 'Volume out of the pump; the line omits the pulse of rollers or valves. It falls by at most half a motor turn when a field turns the rotor back.',
    },
    {
      name: 'true.reservoirMl',
      kind: 'line',
      unit: 'mL',
      errorMax: deliveredErrorMl,
      min: 0,
      doc: 'True volume in the reservoir.',
    },
    {
      name: 'true.undeliveredMl',
      kind: 'line',
      unit: 'mL',
      errorMax: undeliveredErrorMl,
      doc: 'Programmed minus delivered volume since the start, including volume withheld by a latched telemetry mode.',
    },
    {
      name: 'true.pumpLeakedMl',
      kind: 'line',
      unit: 'mL',
      doc: 'Volume leaked from the pump into the pocket, from the first leak on.',
    },
    {
      name: 'true.airMl',
      kind: 'line',
      unit: 'mL',
      errorMax: deliveredErrorMl,
      min: 0,
      doc: 'Air in the reservoir, from the first air on.',
    },
    {
      name: 'true.flowRatio',
      kind: 'step',
      unit: '',
      doc: 'True over nominal volume, once surroundings, filling or filter changed it: head x ambient x filling x filter.',
    },
    { name: 'true.reservoir', kind: 'event', unit: 'mL', doc: 'The reservoir ran empty, was filled or missed.' },
    { name: 'true.refill', kind: 'event', unit: 'mL', doc: 'Volume that a refill withdrew, and the calculated level.' },
    { name: 'true.film', kind: 'event', unit: 'deg', doc: 'A film was taken, showing this rotor angle modulo 360.' },
    { name: 'pump.rateMlPerDay', kind: 'step', unit: 'mL/day', doc: 'Rate that the firmware commands.' },
    {
      name: 'pump.programmedMl',
      kind: 'line',
      unit: 'mL',
      errorMax: believedStepMl,
      quantum: believedStepMl,
      doc: 'Volume that the firmware believes it has pumped.',
    },
    {
      name: 'pump.reservoirMl',
      kind: 'line',
      unit: 'mL',
      errorMax: believedStepMl,
      quantum: believedStepMl,
      min: 0,
      doc: 'Reservoir level that the pump calculates and never measures.',
    },
    { name: 'pump.mode', kind: 'event', unit: '', doc: 'A new mode or rate took effect.' },
    { name: 'pump.alarm', kind: 'event', unit: '', doc: 'An alarm cause was raised or cleared.' },
    { name: 'pump.tone', kind: 'event', unit: '', doc: 'The alarm sounded.' },
    { name: 'pump.interrogation', kind: 'event', unit: '', doc: 'Values shown by an interrogation.' },
    {
      name: 'pump.scanCheck',
      kind: 'event',
      unit: '',
      doc: 'Result of the comparison with the record made before the scan.',
    },
    {
      name: 'pump.refillCheck',
      kind: 'event',
      unit: 'mL',
      doc: 'Whether a refill withdrew the calculated volume.',
    },
    { name: 'pump.bolus', kind: 'event', unit: '', doc: 'A bolus began, ended, was cut or refused.' },
    { name: 'pump.clock', kind: 'event', unit: 's', doc: "The pump's clock was set, by this much." },
    { name: 'pump.log', kind: 'event', unit: '', doc: "An entry in the pump's event log." },
  ];
}

/** Returns the signals that a run writes only if its state asks for them. */
export function lifeSignals(state: PumpState): readonly SignalDeclaration[] {
  const signals: SignalDeclaration[] = [];
  if (state.batteryShare !== undefined) {
    signals.push(
      {
        name: 'true.batteryMah',
        kind: 'line',
        unit: 'mAh',
        errorMax: BATTERY_ERROR_MAH,
        doc: 'True charge left; steps draw in pulses, the line is their mean.',
      },
      {
        name: 'true.battery',
        kind: 'event',
        unit: 'mAh',
        doc: 'The battery reached the level of its indicator, or was exhausted.',
      },
    );
  }
  if (state.followsLocalTime) {
    signals.push({
      name: 'true.clockAheadMin',
      kind: 'line',
      unit: 'min',
      errorMax: CLOCK_ERROR_MIN,
      doc: "How far the pump's clock is ahead of the patient's local time.",
    });
  }
  if (state.overInfusion !== undefined) {
    signals.push(
      {
        name: 'true.overInfusionRisk',
        kind: 'event',
        unit: '',
        doc: 'A published risk factor of later over-infusion occurred.',
      },
      { name: 'true.overInfusion', kind: 'event', unit: '', doc: 'The pump began to deliver more than programmed.' },
    );
  }
  return signals;
}

/** Returns the signals of parts that only some products have. */
function partSignals({ drive }: Product): readonly SignalDeclaration[] {
  if (drive.kind === 'valves') {
    return [
      {
        name: 'true.valves',
        kind: 'event',
        unit: '',
        doc: 'The valves began to meter, opened, or were shut by the flow.',
      },
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
