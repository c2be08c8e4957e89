import { US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/motor-line.ts';
import type { Scenario } from './scenario.ts';

const pump = { product: 'synchromed-ii', mode: 'simple continuous', rateMlPerDay: 0.5 } as const;
const studyAtUs = 10 * US_PER_MINUTE;
const fieldAtUs = 5 * US_PER_MINUTE;
const detectWithinUs = 20 * US_PER_MINUTE;

/** The scenarios that come with the bench. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'roller-study',
    says: 'Two films with a programmed third of a turn between them: the rotor turned.',
    pump,
    timeline: [{ name: 'study', atUs: studyAtUs, action: { kind: 'roller study' } }],
    expect: [
      { kind: 'outcome', name: 'films show the study angle', study: 'study', is: 'pass' },
      {
        kind: 'change',
        name: 'rotor turned by the study angle',
        signal: 'true.rotorDeg',
        unit: 'deg',
        fromUs: studyAtUs,
        toUs: studyAtUs + 36_000_000,
        atLeast: 117,
        atMost: 123,
      },
    ],
  },
  {
    name: 'roller-study-in-field',
    says: 'The same study in a field of 1.5 T: the motor is driven, the rotor is held, both films look alike.',
    pump,
    timeline: [
      {
        name: 'scanner',
        atUs: fieldAtUs,
        action: { kind: 'field', fieldMt: 1500, angleToNormalDeg: 90, azimuthDeg: 40 },
      },
      { name: 'study', atUs: studyAtUs, action: { kind: 'roller study' } },
      { name: 'out', atUs: US_PER_HOUR, action: { kind: 'field off' } },
    ],
    expect: [
      { kind: 'outcome', name: 'films show no turn', study: 'study', is: 'fail' },
      {
        kind: 'change',
        name: 'rotor held in the field',
        signal: 'true.rotorDeg',
        unit: 'deg',
        fromUs: fieldAtUs,
        toUs: US_PER_HOUR - 1,
        atMost: 2,
      },
      {
        kind: 'log entry',
        name: 'motor stall logged',
        entry: 'motor stall',
        afterUs: fieldAtUs,
        withinUs: detectWithinUs,
      },
      {
        kind: 'log entry',
        name: 'recovery logged',
        entry: 'motor stall recovery',
        afterUs: US_PER_HOUR,
        withinUs: detectWithinUs,
      },
    ],
  },
];
