import type { HilError } from '../base/hil-error.ts';
import { failedInvariants } from '../invariants/invariants-text.ts';
import type { Outcome } from '../scenario/outcome.ts';
import { DISCLAIMER } from '../scenario/run-result.ts';
import type { Comparison } from './comparison.ts';
import { isWhollyExcused, markOf } from './quarantine.ts';
import { repeatLine } from './repeat-line.ts';
import { repetitionsOf } from './repetitions.ts';
import {
  type Asked,
  type Call,
  type FailureResult,
  RESULTS_SCHEMA,
  type Results,
  type ScenarioResult,
} from './results.ts';
import { countsOf, type Totals } from './totals.ts';

export interface CallResults {
  readonly call: Call;
  readonly durationS: number;
  readonly exitStatus: number;
  readonly quarantineNotes: readonly string[];
  readonly comparison: Comparison | null;
}

/** Builds the results of a call. */
export function resultsOf(scenarios: readonly ScenarioResult[], end: CallResults): Results {
  const { call, durationS, exitStatus, quarantineNotes, comparison } = end;
  return {
    schema: RESULTS_SCHEMA,
    identity: { ...call, durationS },
    exitStatus,
    totals: totalsOf(scenarios),
    scenarios,
    quarantineNotes,
    comparison,
    repetitions: repetitionsOf(scenarios),
    assumed: [...new Set(scenarios.flatMap(({ assumed }) => assumed))],
    disclaimer: DISCLAIMER,
  };
}

/** Counts scenarios and checks by their verdicts. A failed invariant counts as a check. */
function totalsOf(scenarios: readonly Pick<ScenarioResult, 'verdict' | 'checks' | 'invariants'>[]): Totals {
  const countedOf = ({ checks, invariants }: (typeof scenarios)[number]) => [
    ...checks,
    ...failedInvariants(invariants),
  ];
  const checks = scenarios.flatMap(countedOf);
  return {
    scenarios: countsOf(
      scenarios.map((one) => ({ verdict: one.verdict, isQuarantined: isWhollyExcused(countedOf(one)) })),
    ),
    checks: countsOf(
      checks.map(({ verdict, quarantine, isMarginal }) => ({
        verdict,
        isQuarantined: quarantine?.isExcused === true,
        isMarginal: isMarginal === true,
      })),
    ),
  };
}

/** Builds the result of one scenario of a call. */
export function scenarioResultOf(outcome: Outcome, asked: Asked): ScenarioResult {
  const { label, scenario, file, hash, tags, parameters = null, inputs = [] } = outcome;
  const ran = outcome.kind === 'skipped' ? undefined : outcome.ran;
  return {
    label,
    scenario,
    says: outcome.kind === 'judged' ? outcome.result.says : null,
    file,
    hash,
    tags,
    parameters,
    inputs,
    ...verdictOf(outcome),
    ...identityOf(outcome, asked),
    startedAt: ran?.startedAt ?? null,
    durationS: ran?.durationS ?? null,
    ...judgedPart(outcome),
    files: { trace: ran?.trace ?? null, csv: ran?.csv ?? null, html: ran?.html ?? null },
    repeat: repeatLine(outcome.asked, asked, outcome.parameters),
  };
}

function verdictOf(outcome: Outcome): Pick<ScenarioResult, 'verdict' | 'reason' | 'failure'> {
  if (outcome.kind === 'judged') return { verdict: outcome.result.verdict, reason: null, failure: null };
  if (outcome.kind === 'skipped') return { verdict: 'skipped', reason: outcome.reason, failure: null };
  const { failure } = outcome;
  return { verdict: verdictOfFailure(failure), reason: null, failure: failureResultOf(failure) };
}

/** Returns the verdict of a run that ended early. A firmware under test that crashed has failed; other failures decide nothing. */
export function verdictOfFailure({ fault }: Pick<HilError, 'fault'>): 'fail' | 'not decided' {
  return fault === 'firmware' ? 'fail' : 'not decided';
}

/** Returns a failure as the results hold it. */
export function failureResultOf({ fault, code, message, hint, lastLines, stderrLines }: HilError): FailureResult {
  return { whose: fault, code, message, hint: hint ?? null, lastLines, stderrLines };
}

type IdentityKeys = 'pump' | 'firmware' | 'rig' | 'rigCheck' | 'seed' | 'speed' | 'faults';

function identityOf(outcome: Outcome, { seed, speed, faults }: Asked): Pick<ScenarioResult, IdentityKeys> {
  if (outcome.kind !== 'judged') {
    const firmware = (outcome.kind === 'failed' ? outcome.ran?.firmware : undefined) ?? null;
    return { pump: null, firmware, rig: null, rigCheck: null, seed, speed, faults };
  }
  const { pump, pumpHash, rig, rigCheck, firmware = null } = outcome.result;
  return { pump: { id: pump, hash: pumpHash }, firmware, rig, rigCheck, seed: outcome.result.seed, speed, faults };
}

type JudgedKeys =
  | 'pumpUs'
  | 'fingerprint'
  | 'rigHash'
  | 'checks'
  | 'invariants'
  | 'studies'
  | 'otherLawsWouldSay'
  | 'lawsTried'
  | 'sweeps'
  | 'sensedField'
  | 'mrLabel'
  | 'assumed';

const NOT_JUDGED: Pick<ScenarioResult, JudgedKeys> = {
  pumpUs: null,
  fingerprint: null,
  rigHash: null,
  checks: [],
  invariants: [],
  studies: [],
  otherLawsWouldSay: [],
  lawsTried: [],
  sweeps: [],
  sensedField: null,
  mrLabel: null,
  assumed: [],
};

function judgedPart(outcome: Outcome): Pick<ScenarioResult, JudgedKeys> {
  if (outcome.kind !== 'judged') return NOT_JUDGED;
  const { result, sensitivity, quarantined } = outcome;
  const { pumpUs, fingerprint, rigHash, measurements, invariants, studies, sensed, mrLabel, assumed } = result;
  return {
    pumpUs,
    fingerprint,
    rigHash,
    checks: measurements.map((one) => ({ ...one, quarantine: markOf(quarantined, one.name) ?? null })),
    invariants: invariants.map((one) => ({ ...one, quarantine: markOf(quarantined, one.name) ?? null })),
    studies,
    otherLawsWouldSay: sensitivity.flips,
    lawsTried: sensitivity.lawsTried,
    sweeps: sensitivity.sweeps,
    sensedField: sensed ?? null,
    mrLabel: mrLabel ?? null,
    assumed,
  };
}
