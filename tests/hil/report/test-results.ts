import type { Call, CheckResult, ScenarioResult } from '../../../hil/report/results.ts';
import type { ListedScenario, Outcome } from '../../../hil/scenario/outcome.ts';
import { insensitive, type RunResult } from '../../../hil/scenario/run-result.ts';

/** A call on a date and host that tests choose. */
export const testCall: Call = {
  tool: { version: '1.2.3', commit: 'c0ffee', dirty: false },
  command: ['run', 'study', '--rig', 'model'],
  startedAt: '2026-03-04T05:06:07.891Z',
  host: { name: 'bench-7', platform: 'linux', arch: 'x64', node: 'v20.0.0' },
  asked: {
    rig: 'model',
    pump: null,
    firmware: null,
    seed: 7,
    speed: 'auto',
    faults: null,
    hand: null,
    fieldScale: null,
  },
};

const shared = { requires: [], place: { file: 'study.yaml', line: 8, column: 5 }, quarantine: null } as const;

export const passedCheck: CheckResult = {
  ...shared,
  name: 'turned',
  value: 120,
  unit: 'deg',
  limits: '117 deg to 123 deg',
  margin: 3,
  verdict: 'pass',
};
export const failedCheck: CheckResult = {
  ...passedCheck,
  name: 'held',
  value: 5,
  limits: 'at most 3 deg',
  margin: -2,
  verdict: 'fail',
};
export const openCheck: CheckResult = {
  ...shared,
  name: 'noticed',
  value: null,
  unit: 's',
  limits: 'pump.log "motor stall"',
  margin: null,
  verdict: 'not decided',
  reason: 'cut',
  note: 'the run ended before the span did',
};

const listed = (label: string): ListedScenario => ({
  label,
  scenario: label,
  file: `./${label}.yaml`,
  product: null,
  asked: `./${label}.yaml`,
  hash: 'ef56',
  tags: [],
});

/** Outcome of a list with only this run. */
export function judgedOutcome(result: RunResult): Outcome {
  return { kind: 'judged', ...listed(result.scenario), result, sensitivity: insensitive };
}

/** A judged scenario on `model`. */
export function scenarioResult(checks: readonly CheckResult[], more: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    label: 'study',
    scenario: 'study',
    says: 'It turns.',
    file: './study.yaml',
    hash: 'ef56',
    parameters: null,
    inputs: [],
    tags: [],
    verdict: 'pass',
    reason: null,
    failure: null,
    pump: { id: 'synchromed-ii', hash: 'cd34' },
    firmware: null,
    rig: { name: 'model', made: 'a test', magnet: 'none', resolutionDeg: 0, time: 'virtual' },
    rigCheck: { state: 'in process', says: 'none' },
    seed: 7,
    speed: 'auto',
    faults: null,
    startedAt: '2026-03-04T05:06:08.000Z',
    durationS: 1.5,
    pumpUs: 3_600_000_000,
    fingerprint: 'ab12',
    rigHash: '',
    checks,
    invariants: [],
    studies: [],
    otherLawsWouldSay: [],
    lawsTried: [],
    sweeps: [],
    sensedField: null,
    mrLabel: null,
    assumed: ['boreMm = 0.65 mm', 'liftDeg = 60 deg'],
    files: { trace: null, csv: null, html: null },
    repeat: 'rollerloop run ./study.yaml --rig model --seed 7',
    ...more,
  };
}

const NOT_RUN = { pump: null, rig: null, rigCheck: null, fingerprint: null, assumed: [] } as const;

export const failedRun = (label: string): ScenarioResult =>
  scenarioResult([], {
    ...NOT_RUN,
    label,
    verdict: 'not decided',
    failure: {
      whose: 'link',
      code: 'PORT_GONE',
      message: 'The port <x> & "y" is gone.',
      hint: 'Plug it in.',
      lastLines: [],
      stderrLines: [],
    },
  });

/** A run that the firmware under test ended. */
export const crashedRun = (label: string): ScenarioResult =>
  scenarioResult([], {
    ...NOT_RUN,
    label,
    verdict: 'fail',
    failure: {
      whose: 'firmware',
      code: 'FIRMWARE_EXITED',
      message: 'The firmware "pump" ended with status 3.',
      hint: null,
      lastLines: [],
      stderrLines: ['pump.c:7: runtime error: signed integer overflow'],
    },
  });

export const skippedRun = (label: string): ScenarioResult =>
  scenarioResult([], { ...NOT_RUN, label, verdict: 'skipped', reason: 'no <rig>' });
