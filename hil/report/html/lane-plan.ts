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

type PlannedSignal = PlannedLane['signals'][number];

/** Lanes that show truth and belief side by side, in the order of a report. */
export const PLANNED_LANES: readonly PlannedLane[] = [
  lane('delivered', 'Volume out of the pump', [
    signal('true.deliveredMl', 'delivered', 'truth'),
    signal('pump.programmedMl', 'pump believes', 'belief'),
  ]),
  lane('missing', 'Volume that is missing', [signal('true.undeliveredMl', 'programmed minus delivered', 'truth')]),
  lane('rotor', 'Rotor', [signal('true.rotorDeg', 'rotor', 'truth'), signal('rig.shaftDeg', "rig's shaft", 'rig')]),
  lane(
    'field',
    'Magnetic field',
    [signal(FIELD, 'at the pump', 'input'), signal('rig.fieldMt', "at the rig's sensor", 'rig')],
    'log',
  ),
  lane('rate', 'Rate', [signal('pump.rateMlPerDay', 'commanded', 'command')]),
  lane('reservoir', 'Reservoir', [
    signal('true.reservoirMl', 'in the reservoir', 'truth'),
    signal('pump.reservoirMl', 'pump calculates', 'belief'),
  ]),
];

function lane(
  id: string,
  title: string,
  signals: readonly PlannedSignal[],
  scale: PlannedLane['scale'] = 'linear',
): PlannedLane {
  return { id, title, scale, signals };
}

function signal(name: string, label: string, role: Role): PlannedSignal {
  return { name, label, role };
}
