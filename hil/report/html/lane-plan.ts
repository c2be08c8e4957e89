import type { Role } from '../../viewer/lane-view.ts';

/** A lane of which all signals share a unit. */
export interface PlannedLane {
  readonly id: string;
  readonly title: string;
  readonly scale: 'linear' | 'log';
  readonly signals: readonly { readonly name: string; readonly label: string; readonly role: Role }[];
}

/** Name of the signal that follows from the events `in.field`. */
export const FIELD = 'in.field';

/** Lanes that show truth and belief side by side, in the order of a report. */
export const PLANNED_LANES: readonly PlannedLane[] = [
  {
    id: 'delivered',
    title: 'Volume out of the pump',
    scale: 'linear',
    signals: [
      { name: 'true.deliveredMl', label: 'delivered', role: 'truth' },
      { name: 'pump.programmedMl', label: 'pump believes', role: 'belief' },
    ],
  },
  {
    id: 'missing',
    title: 'Volume that is missing',
    scale: 'linear',
    signals: [{ name: 'true.undeliveredMl', label: 'programmed minus delivered', role: 'truth' }],
  },
  {
    id: 'rotor',
    title: 'Rotor',
    scale: 'linear',
    signals: [
      { name: 'true.rotorDeg', label: 'rotor', role: 'truth' },
      { name: 'rig.shaftDeg', label: "rig's shaft", role: 'rig' },
    ],
  },
  {
    id: 'field',
    title: 'Magnetic field',
    scale: 'log',
    signals: [
      { name: FIELD, label: 'at the pump', role: 'input' },
      { name: 'rig.fieldMt', label: "at the rig's sensor", role: 'rig' },
    ],
  },
  {
    id: 'rate',
    title: 'Rate',
    scale: 'linear',
    signals: [{ name: 'pump.rateMlPerDay', label: 'commanded', role: 'command' }],
  },
  {
    id: 'reservoir',
    title: 'Reservoir',
    scale: 'linear',
    signals: [
      { name: 'true.reservoirMl', label: 'in the reservoir', role: 'truth' },
      { name: 'pump.reservoirMl', label: 'pump calculates', role: 'belief' },
    ],
  },
];
