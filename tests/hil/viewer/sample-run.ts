import type { LaneView, Pieces, SignalView } from '../../../hil/viewer/lane-view.ts';
import type { RunView } from '../../../hil/viewer/run-view.ts';
import type { StudyView } from '../../../hil/viewer/study-view.ts';

const S = 1_000_000;

/** Columns of pieces, from rows of time in seconds, value and slope per second. */
export function piecesOf(rows: readonly (readonly [number, number, number?])[]): Pieces {
  return {
    tUs: Float64Array.from(rows, ([seconds]) => seconds * S),
    v: Float64Array.from(rows, ([, value]) => value),
    r: Float64Array.from(rows, ([, , slope = 0]) => slope),
    to: null,
    tauUs: null,
  };
}

const delivered: SignalView = {
  name: 'true.deliveredMl',
  label: 'delivered',
  role: 'truth',
  kind: 'line',
  unit: 'mL',
  pieces: piecesOf([
    [0, 0, 0.0000058],
    [600, 0.003, 0.000278],
    [615, 0.0072, 0],
  ]),
  min: null,
};

const programmed: SignalView = {
  ...delivered,
  name: 'pump.programmedMl',
  label: 'pump believes',
  role: 'belief',
  pieces: piecesOf([
    [0, 0, 0.0000058],
    [600, 0.0034, 0.000278],
    [636, 0.0134, 0.0000058],
  ]),
};

/** A lane with truth and belief, the rotor's states and two events. */
const sampleLane: LaneView = {
  id: 'volume',
  title: 'Drug',
  unit: 'mL',
  scale: 'linear',
  signals: [delivered, programmed],
  states: [
    {
      name: 'true.rotor',
      label: 'rotor',
      role: 'truth',
      spans: [
        { fromUs: 0, toUs: 615 * S, text: 'turning', tone: 'good' },
        { fromUs: 615 * S, toUs: 900 * S, text: 'held', tone: 'bad' },
      ],
    },
  ],
  marks: [
    { atUs: 600 * S, text: 'roller study', tone: 'plain' },
    { atUs: 615 * S, text: 'magnet', tone: 'bad' },
  ],
  bands: [{ from: 0.009, to: 0.011, label: 'limits', kind: 'limit' }],
};

/** A study whose rotor a magnet stops after 50 of 120 deg. */
const sampleStudy: StudyView = {
  name: 'study',
  rollerCount: 2,
  commandedDeg: 120,
  toleranceDeg: 3,
  filmed: 'still',
  isFlipped: false,
  films: [
    { atUs: 600 * S, filmDeg: 40.5, rotorDeg: 40.5 },
    { atUs: 636 * S, filmDeg: 90.36, rotorDeg: 90.36 },
  ],
  fitsDeg: [-310.14, -130.14, 49.86, 229.86],
  fitsFlippedDeg: [-229.86, -49.86, 130.14, 310.14],
  reads: 'partial',
  possibleReadings: ['partial'],
  shows: ['A turn that differs from the commanded one: a stall began or ended during the study.'],
  doesNotShow: ['Whether the rotor turns now: repeat the study away from any magnet.'],
  truth: {
    movedDeg: 49.86,
    errorDeg: 0.8,
    outcome: 'partial',
    possibleOutcomes: ['partial'],
    meaning: 'The rotor turned part of the way.',
  },
  rig: { movedDeg: 49.5, resolutionDeg: 0.8 },
};

/** A run of fifteen minutes with one study. */
export const sampleRun: RunView = {
  identity: {
    scenario: 'roller-study-ends-in-a-stall',
    says: 'A magnet comes near in the middle of a study.',
    file: 'roller-study-ends-in-a-stall.yaml',
    scenarioHash: null,
    tags: ['study'],
    parameters: null,
    pumpHash: null,
    firmware: null,
    rig: {
      name: 'virtual',
      made: 'simulated board',
      unitNumber: null,
      resolutionDeg: 0.8,
      time: 'virtual',
      check: { says: 'none: this rig is part of the bench software', isTrusted: true },
    },
    seed: 1,
    speed: 'auto',
    faults: null,
    tool: { version: '0.1.0', commit: null },
    startedAt: null,
    durationS: null,
    fingerprint: null,
    rigHash: null,
    command: 'rollerloop run roller-study-ends-in-a-stall',
  },
  pump: {
    id: 'synchromed-ii',
    title: 'SynchroMed II, 20 mL',
    reservoirMl: 20,
    hasAccessPort: true,
    drive: {
      kind: 'rollers',
      rollerCount: 2,
      revolutionUl: 30,
      stepsPerRevolution: 240,
      studyAngleDeg: 120,
      hasIndexMark: false,
    },
  },
  verdict: 'pass',
  failure: null,
  endUs: 900 * S,
  checks: [],
  invariants: [],
  lanes: [sampleLane],
  events: [
    { atUs: 0, name: 'in.program', namespace: 'in', text: '0.5 mL/day is programmed', tone: 'plain' },
    { atUs: 600 * S, name: 'in.rollerStudy', namespace: 'in', text: 'a roller study is requested', tone: 'plain' },
    { atUs: 600 * S, name: 'true.film', namespace: 'true', text: 'film 1 is taken', tone: 'plain' },
    { atUs: 615 * S, name: 'true.rotor', namespace: 'true', text: 'the rotor is held by the field', tone: 'bad' },
    { atUs: 636 * S, name: 'true.film', namespace: 'true', text: 'film 2 is taken', tone: 'plain' },
    { atUs: 637 * S, name: 'pump.log', namespace: 'pump', text: 'writes motor stall to its log', tone: 'bad' },
    { atUs: 637 * S, name: 'rig.stall', namespace: 'rig', text: 'the stepper is held', tone: 'plain' },
  ],
  log: [{ number: 1, atUs: 637 * S, stamp: null, entry: 'motor stall' }],
  wire: [{ atUs: 600 * S, boardUs: null, direction: 'event', text: 'line fault injected: drop', isFault: true }],
  studies: [sampleStudy],
  assumed: ['rollerCount = 2 rollers'],
  remarks: [],
  disclaimer: 'Produced by a simulator and training tool that is not a medical device.',
};
