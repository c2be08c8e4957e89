import { forTerminal } from '../base/terminal-text.ts';
import { failedInvariants, invariantsText } from '../invariants/invariants-text.ts';
import { markOf, markText } from '../report/quarantine.ts';
import { lagWords } from '../rigs/sensed-lag.ts';
import { type Measurement, measuredText } from '../scenario/checks/measurement.ts';
import { STUDY_MEANING, type StudyResult } from '../scenario/checks/study-result.ts';
import { type Verdict, verdicts } from '../scenario/checks/verdict.ts';
import { explanationLines } from '../scenario/explanation/explanation-lines.ts';
import { beyondText } from '../scenario/mr-label-report.ts';
import type { QuarantineMark } from '../scenario/outcome.ts';
import {
  DISCLAIMER,
  insensitive,
  type LawFlip,
  type LawSubject,
  type RunResult,
  type Sensitivity,
  type Sweep,
} from '../scenario/run-result.ts';
import type { SensedRun } from '../scenario/sensed-run.ts';
import { outColour } from './colour.ts';
import { awakeWarning, useText } from './firmware-use.ts';

const FINGERPRINT_CHARS = 16;
/** Columns before a verdict. */
const INDENT_CHARS = 2;
const paint: Readonly<Record<Verdict, (text: string) => string>> = {
  pass: outColour.green,
  fail: outColour.red,
  'not decided': outColour.yellow,
  'never triggered': outColour.yellow,
  skipped: outColour.dim,
};

/** Returns the object that `--json` prints for one scenario. */
export function jsonOf(result: RunResult, { flips, lawsTried, sweeps }: Sensitivity = insensitive) {
  const {
    scenario,
    pump,
    pumpHash,
    rig,
    seed,
    verdict,
    fingerprint,
    rigHash,
    assumed,
    measurements,
    invariants,
    studies,
  } = result;
  return {
    scenario,
    pump,
    ...(result.firmware === undefined ? {} : { firmware: result.firmware }),
    ...(result.firmwareUse === undefined ? {} : { firmwareUse: result.firmwareUse }),
    rig: rig.name,
    seed,
    verdict,
    fingerprint,
    rigHash,
    pumpHash,
    assumed,
    measurements,
    invariants,
    studies,
    otherLawsWouldSay: flips,
    lawsTried,
    sweeps,
    rigIdentity: rig,
    sensedField: result.sensed ?? null,
    mrLabel: result.mrLabel ?? null,
    rigCheck: result.rigCheck,
    disclaimer: DISCLAIMER,
  };
}

/** How a result is shown. */
export interface ShownAs {
  /** Name that tells apart two scenarios of the same name. */
  readonly label?: string;
  readonly quarantined?: readonly QuarantineMark[];
  /** True if a quarantine excuses every check that would count. */
  readonly isExcused?: boolean;
  /** True to leave out the assumptions. A report of several results prints them once. */
  readonly isOfSeveral?: boolean;
}

/** Returns the text that shows a result. */
export function textOf(
  result: RunResult,
  { flips, lawsTried, sweeps }: Sensitivity = insensitive,
  { label = result.scenario, quarantined, isExcused = false, isOfSeveral = false }: ShownAs = {},
): string {
  const { says, pump, rig, verdict, measurements, invariants, studies, assumed, fingerprint, seed } = result;
  const verdictChars = verdictCharsOf(measurements);
  return [
    `${isExcused ? outColour.dim('QUARANTINED') : paint[verdict](verdict.toUpperCase())}${flagged(result)}  ${outColour.bold(label)}  ${says}`,
    outColour.dim(
      `      ${pump}${underTest(result)} on ${rig.name}, seed ${seed}, resolution ${rig.resolutionDeg.toFixed(2)} deg; the magnet: ${rig.magnet}`,
    ),
    ...(result.sensed === undefined ? [] : sensedLines(result.sensed)),
    ...chipLines(result),
    ...rigCheckLines(result),
    ...mrLabelLines(result),
    ...(measurements.length === 0
      ? [outColour.dim('      no `expect`: the run ends at a time and checks nothing')]
      : []),
    ...measurements.flatMap((one) => measurementLines(one, { mark: markOf(quarantined, one.name), verdictChars })),
    ...failedInvariants(invariants).flatMap((one) =>
      measurementLines(one, { mark: markOf(quarantined, one.name), verdictChars, what: 'invariant ' }),
    ),
    ...(invariants.length === 0 ? [] : [outColour.dim(`      invariants: ${invariantsText(invariants)}`)]),
    ...studies.flatMap(studyLines),
    ...(isOfSeveral ? [] : [assumptionLine(assumed)]),
    ...lawLines(flips, lawsTried),
    ...sweeps.flatMap(sweepLines),
    outColour.dim(`      fingerprint ${fingerprint.slice(0, FINGERPRINT_CHARS)}`),
    '',
  ].join('\n');
}

/** Returns the firmware under test in words; empty for the model. */
function underTest({ firmware }: RunResult): string {
  return firmware === undefined ? '' : ` with the ${firmware.kind} firmware "${firmware.name}"`;
}

/** Returns the lines about the chip of a firmware under test. */
function chipLines({ firmwareUse }: RunResult): readonly string[] {
  if (firmwareUse === undefined) return [];
  const warning = awakeWarning(firmwareUse);
  return [
    outColour.dim(`      chip: ${useText(firmwareUse)}`),
    ...(warning === undefined ? [] : [`      ${outColour.yellow('chip')}: ${warning}`]),
  ];
}

/** Returns the line for the last rig check. A simulated rig in process is not checked and has no line. */
function rigCheckLines({ rigCheck: { state, says, summary } }: RunResult): readonly string[] {
  if (state === 'in process') return [];
  const isFine = state === 'checked' && summary?.verdict === 'pass';
  return [isFine ? outColour.dim(`      rig check: ${says}`) : `      ${outColour.yellow('rig check')}: ${says}`];
}

/** Returns a flag beside the verdict if the MR label does not allow the field. */
function flagged({ mrLabel }: RunResult): string {
  return mrLabel === undefined || mrLabel.beyond.length === 0 ? '' : outColour.yellow(' (beyond the MR label)');
}

function mrLabelLines({ mrLabel }: RunResult): readonly string[] {
  if (mrLabel === undefined) return [];
  const { label, says, beyond } = mrLabel;
  const source = label === null ? '' : ` (${label.source})`;
  return [
    outColour.dim(`      MR label: ${says}${source}`),
    ...(beyond.length === 0 ? [] : [`      ${outColour.yellow('beyond the MR label')}: ${beyondText(mrLabel)}`]),
  ];
}

function sensedLines({ scaleRatio, hand, time }: SensedRun): readonly string[] {
  const lag = time === undefined ? undefined : lagWords(time);
  return [
    outColour.dim(`      the field: the rig's own sensor times ${scaleRatio}; the hand: ${hand}`),
    ...(lag === undefined ? [] : [`      ${outColour.yellow('slow line')}: ${lag}`]),
  ];
}

/**
 * Returns one line per other law and verdict, with the checks that the law changes. A last line names the laws that
 * change no verdict. No maker publishes these laws.
 */
function lawLines(flips: readonly LawFlip[], tried: readonly LawSubject[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { of, law, measurement, verdict } of flips) {
    const key = `under the ${of} law ${outColour.bold(law)}: ${paint[verdict](verdict)}`;
    groups.set(key, [...(groups.get(key) ?? []), `"${measurement}"`]);
  }
  const idle = tried.filter((subject) => flips.every(({ of }) => of !== subject));
  return [
    ...[...groups].map(([key, turned]) => `      ${key} for ${turned.join(', ')}`),
    ...(idle.length === 0
      ? []
      : [outColour.dim(`      no verdict changes under another law of ${listed(idle.map(triedWords))}`)]),
  ];
}

/** Returns words for a law whose alternatives were tried. For a drawn delay they name the three values tried. */
function triedWords(of: LawSubject): string {
  return of === 'restart'
    ? 'restart (tried: the next step or one draw, half of the longest delay, the longest delay)'
    : of;
}

/** Returns the line of a judged trace about laws of which a run would try the alternatives. */
export function lawsNotTriedLine(laws: readonly LawSubject[]): string {
  const what = `other laws of ${listed(laws)} were not tried`;
  return outColour.dim(`      ${what}: a trace holds one course of the pump; \`rollerloop run\` tries them`);
}

/** Joins names: `a`, `a or b`, `a, b or c`. */
function listed(names: readonly string[]): string {
  const [last = '', ...others] = [...names].reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} or ${last}`;
}

function studyLines({ name, outcome, films }: StudyResult): readonly string[] {
  const { filmed, flipped, fitsDeg, reads } = films;
  const mirror = flipped ? ' (mirrored)' : '';
  return [
    `      study ${name}: outcome ${outColour.bold(outcome)}. ${STUDY_MEANING[outcome]}`,
    `      its ${filmed} films${mirror} fit ${fitsDeg.join(', ')} deg, and read as ${outColour.bold(reads)}`,
  ];
}

/**
 * Returns a line for each set of values in the band that changes verdicts. Checks that change at the same values share
 * a line.
 */
function sweepLines({ quantity, unit, between, flips }: Sweep): readonly string[] {
  const band = `${between.join(' to ')} ${unit}`;
  if (flips.length === 0) return [outColour.dim(`      no verdict changes with ${quantity} from ${band}`)];
  const names = [...new Set(flips.map(({ measurement }) => measurement))];
  const groups = new Map<string, string[]>();
  for (const name of names) {
    for (const verdict of verdicts) {
      const turned = flips.filter((flip) => flip.measurement === name && flip.verdict === verdict);
      if (turned.length === 0) continue;
      const values = turned.map(({ value }) => Number(value.toPrecision(2))).join(', ');
      const key = `${outColour.bold(values)} ${unit} (band ${band}): ${paint[verdict](verdict)}`;
      groups.set(key, [...(groups.get(key) ?? []), `"${name}"`]);
    }
  }
  return [...groups].map(([key, turned]) => `      with ${quantity} = ${key} for ${turned.join(', ')}`);
}

/** Returns the line that lists all assumptions of one result or of several results. */
export function assumptionLine(assumed: readonly string[]): string {
  return outColour.dim(`      rests on ${assumed.length} assumptions: ${assumed.join('; ')}`);
}

/** How a line shows a measurement. */
interface LineLayout {
  readonly mark: QuarantineMark | undefined;
  /** Width of the column of verdicts. */
  readonly verdictChars: number;
  /** Word before the name. */
  readonly what?: string;
}

/** Returns the width of the column of verdicts: room for `not decided`, and for the longest one of a report. */
function verdictCharsOf(measurements: readonly Measurement[]): number {
  return Math.max('not decided'.length, ...measurements.map(({ verdict }) => verdict.length));
}

function measurementLine(measurement: Measurement, { mark, verdictChars, what = '' }: LineLayout): string {
  const { name, verdict, note } = measurement;
  const why = note === undefined ? '' : `: ${note}`;
  const line = `  ${paint[verdict](verdict.padEnd(verdictChars))} ${what}${name}: ${measuredText(measurement)}${why}${mark === undefined ? '' : `; ${outColour.yellow(markText(mark))}`}`;
  // A line that is too long goes on below the name.
  return forTerminal(line, process.stdout, verdictChars + 1);
}

/** Returns the line of a measurement and the lines of its explanation. */
function measurementLines(measurement: Measurement, layout: LineLayout): readonly string[] {
  const indent = ' '.repeat(INDENT_CHARS + layout.verdictChars + 1);
  const explained = explanationLines(measurement, columnsLeft(indent)).map((line) => `${indent}${line}`);
  return [measurementLine(measurement, layout), ...explained];
}

/** Returns the terminal columns that the indent leaves for an explanation; undefined for a pipe or a file. */
function columnsLeft(indent: string): number | undefined {
  const { isTTY, columns } = process.stdout;
  return isTTY ? columns - indent.length : undefined;
}

/** Returns the last line of a report. */
export function closingLine(): string {
  return outColour.dim(DISCLAIMER);
}
