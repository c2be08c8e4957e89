import type { Mutant } from './mutant.ts';

const DRIVE = 'firmware-sim/plant/drive.ts';
const PATH = 'firmware-sim/plant/catheter/catheter-path.ts';
const NEEDLE = 'firmware-sim/plant/catheter/needle-flow.ts';

/** Mistakes in what surrounds the firmware: fields, gases, valves, catheter and needles. */
export const surroundingsMutants: readonly Mutant[] = [
  {
    id: 'field-has-no-effect',
    says: 'A field reaches the motor with a strength of 0.',
    file: DRIVE,
    from: '    this.#locks.field = field;',
    to: '    this.#locks.field = { ...field, fieldMt: 0 };',
  },
  {
    id: 'field-never-ends',
    says: 'The field at the motor stays when the magnet has gone.',
    file: DRIVE,
    from: '    this.#locks.field = field;',
    to: '    if (field.fieldMt > 0) this.#locks.field = field;',
  },
  {
    id: 'every-field-holds',
    says: 'Any field above 0 holds the rotor.',
    file: 'firmware-sim/plant/rotor-locks.ts',
    from: 'return inPlaneMt(this.field) >= stallFieldMt(this.#motor);',
    to: 'return this.field.fieldMt > 0;',
  },
  {
    id: 'gears-bind-for-ever',
    says: 'Bound gears never come free.',
    file: 'firmware-sim/plant/rotor-locks.ts',
    from: '      this.#boundUntilUs = undefined;\n',
    to: '',
  },
  {
    id: 'rotor-never-sticks',
    says: 'A worn rotor sticks for a microsecond.',
    file: DRIVE,
    from: '    else this.#locks.bindFor(forUs);',
    to: '    else this.#locks.bindFor(1);',
  },
  {
    id: 'gas-without-air-pressure',
    says: 'The air pressure in an aircraft does not reach the gas drive.',
    file: 'firmware-sim/plant/gas-drive.ts',
    from: 'return vapourKpa(laws, temperatureC) - pressureKpa;',
    to: 'return vapourKpa(laws, temperatureC) - Math.max(pressureKpa, usualSurroundings.pressureKpa);',
  },
  {
    id: 'scanner-opens-no-valve',
    says: 'A scanner leaves the valves as they are.',
    file: 'firmware-sim/plant/valves.ts',
    from: 'const inField = fieldMt >= openFieldMt;',
    to: 'const inField = fieldMt < 0 && openFieldMt > 0;',
  },
  {
    id: 'air-flows-as-drug',
    says: 'Air in the reservoir counts as drug solution.',
    file: 'firmware-sim/plant/reservoir.ts',
    from: '    this.onSolution?.(0);',
    to: '    this.onSolution?.(1);',
  },
  {
    id: 'occlusion-lets-through',
    says: 'An occluded catheter lets drug through.',
    file: PATH,
    from: 'tipMlPerSKpa: isShut ? 0 : 1 / narrowed,',
    to: 'tipMlPerSKpa: 1 / narrowed,',
  },
  {
    id: 'posture-ignored',
    says: 'An occlusion of one posture is never there.',
    file: PATH,
    from: 'const isOccluded = occlusion !== undefined && (occlusion.while ?? position) === position;',
    to: 'const isOccluded = occlusion !== undefined && occlusion.while === undefined && position !== undefined;',
  },
  {
    id: 'disconnection-unseen',
    says: 'A disconnected catheter delivers as before.',
    file: PATH,
    from: "  if (find('disconnection') !== undefined) return { kind: 'disconnected', tipMlPerSKpa: 0, leakMlPerSKpa: 0, migrated };\n",
    to: '',
  },
  {
    id: 'migration-unseen',
    says: 'A migrated tip still delivers at the target.',
    file: PATH,
    from: "const migrated = find('migration') !== undefined;",
    to: "const migrated = find('migration') !== undefined && faults.length < 0;",
  },
  {
    id: 'needle-always-free',
    says: 'A needle always draws with ease.',
    file: NEEDLE,
    from: "  return flowMl < FELT_ML_MIN ? 'nothing' : 'slow';",
    to: "  return 'free';",
  },
  {
    id: 'needle-never-free',
    says: 'A needle never draws with ease.',
    file: NEEDLE,
    from: "  if (flowMl >= askedMl) return 'free';\n",
    to: '',
  },
  {
    id: 'catheter-without-volume',
    says: 'The catheter holds hardly any drug, so a new concentration arrives at once.',
    file: 'firmware-sim/plant/catheter/drug-line.ts',
    from: '    this.#tipMl = -catheterMl;',
    to: '    this.#tipMl = -catheterMl / 100;',
  },
];
