import type { DriveTrain } from './plant/drive.ts';
import { rippleUl } from './plant/roller-head.ts';
import type { SignalDeclaration } from './trace/signal.ts';

/** What a pump writes into a trace. `calibrationUl`: what the firmware believes of a revolution, where that is not the truth. */
export function pumpSignals(train: DriveTrain, calibrationUl = train.head.revolutionUl): readonly SignalDeclaration[] {
  const stepDeg = 360 / train.stepsPerRevolution;
  const stepUl = train.head.revolutionUl / train.stepsPerRevolution;
  const believedStepMl = calibrationUl / train.stepsPerRevolution / 1000;
  const deliveredErrorMl = (2 * rippleUl(train.head) + stepUl) / 1000;
  const undeliveredErrorMl = Math.max(deliveredErrorMl, 2 * (rippleUl(train.head) / 1000) + believedStepMl);
  return [
    { name: 'in.program', kind: 'event', unit: '', doc: 'Somebody programmed the pump.' },
    { name: 'in.field', kind: 'event', unit: 'mT', doc: 'A magnetic field came, changed or went.' },
    { name: 'in.bolus', kind: 'event', unit: 'mL', doc: 'Somebody asked for a bolus.' },
    { name: 'in.interrogate', kind: 'event', unit: '', doc: 'Somebody interrogated the pump.' },
    { name: 'in.refill', kind: 'event', unit: 'mL', doc: 'Somebody refilled the reservoir, or did part of it.' },
    { name: 'in.alarmTest', kind: 'event', unit: '', doc: 'Somebody asked for an alarm test.' },
    { name: 'in.rollerStudy', kind: 'event', unit: '', doc: 'Somebody asked for a roller study.' },
    { name: 'true.rotor', kind: 'event', unit: '', doc: 'The rotor began to turn, was held, lost a turn or seized.' },
    {
      name: 'true.rotorDeg',
      kind: 'line',
      unit: 'deg',
      errorMax: stepDeg,
      quantum: stepDeg,
      doc: 'Rotor angle from the start; it moves in steps, the line is their mean.',
    },
    {
      name: 'true.deliveredMl',
      kind: 'line',
      unit: 'mL',
      errorMax: deliveredErrorMl,
      doc: 'Volume out of the roller head; the line leaves out the pulse of the rollers.',
    },
    {
      name: 'true.reservoirMl',
      kind: 'line',
      unit: 'mL',
      errorMax: deliveredErrorMl,
      doc: 'Drug that is really in the reservoir.',
    },
    {
      name: 'true.undeliveredMl',
      kind: 'line',
      unit: 'mL',
      errorMax: undeliveredErrorMl,
      doc: 'Programmed minus delivered volume since the start.',
    },
    { name: 'true.reservoir', kind: 'event', unit: 'mL', doc: 'The reservoir ran empty, or was filled.' },
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
      doc: 'Level that the pump calculates and never measures.',
    },
    { name: 'pump.mode', kind: 'event', unit: '', doc: 'Another mode or rate took effect.' },
    { name: 'pump.alarm', kind: 'event', unit: '', doc: 'A cause of alarm was raised or cleared.' },
    { name: 'pump.tone', kind: 'event', unit: '', doc: 'The alarm sounded.' },
    { name: 'pump.interrogation', kind: 'event', unit: '', doc: 'What an interrogation showed.' },
    { name: 'pump.bolus', kind: 'event', unit: '', doc: 'A bolus began, ended, was cut or refused.' },
    { name: 'pump.log', kind: 'event', unit: '', doc: 'A line in the event log of the pump.' },
  ];
}
