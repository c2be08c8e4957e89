import type { Measurement, Verdict } from '../scenario/measurement.ts';
import { DISCLAIMER, type LawFlip, type RunResult } from '../scenario/run-result.ts';
import type { SensedRun } from '../scenario/sensed-run.ts';
import { STUDY_MEANING } from '../scenario/study-result.ts';
import { outColour } from './colour.ts';

const FINGERPRINT_CHARS = 16;
const paint: Readonly<Record<Verdict, (text: string) => string>> = {
  pass: outColour.green,
  fail: outColour.red,
  'not decided': outColour.yellow,
};

/** What `--json` prints for one scenario. */
export function jsonOf(result: RunResult, flips: readonly LawFlip[] = []) {
  const { scenario, pump, rig, seed, verdict, fingerprint, rigHash, assumed, measurements, studies } = result;
  return {
    scenario,
    pump,
    rig: rig.name,
    seed,
    verdict,
    fingerprint,
    rigHash,
    assumed,
    measurements,
    studies,
    otherLawsWouldSay: flips,
    rigIdentity: rig,
    sensedField: result.sensed ?? null,
    rigCheck: result.rigCheck,
    disclaimer: DISCLAIMER,
  };
}

/** A result for people. */
export function textOf(result: RunResult, flips: readonly LawFlip[] = []): string {
  const { scenario, says, pump, rig, verdict, measurements, studies, assumed, fingerprint, seed } = result;
  return [
    `${paint[verdict](verdict.toUpperCase())}  ${outColour.bold(scenario)}  ${says}`,
    outColour.dim(
      `      ${pump} on ${rig.name}, seed ${seed}, resolution ${rig.resolutionDeg.toFixed(2)} deg; the magnet: ${rig.magnet}`,
    ),
    ...(result.sensed === undefined ? [] : [outColour.dim(sensedLine(result.sensed))]),
    ...rigCheckLines(result),
    ...measurements.map(measurementLine),
    ...studies.map(
      (study) => `      study ${study.name}: outcome ${outColour.bold(study.outcome)}. ${STUDY_MEANING[study.outcome]}`,
    ),
    outColour.dim(`      rests on ${assumed.length} assumed constants: ${assumed.join('; ')}`),
    ...flips.map(flipLine),
    outColour.dim(`      fingerprint ${fingerprint.slice(0, FINGERPRINT_CHARS)}`),
    '',
  ].join('\n');
}

/** Whether the rig was found fit; nothing to say of one that is software of our own. */
function rigCheckLines({ rigCheck: { state, says, summary } }: RunResult): readonly string[] {
  if (state === 'in process') return [];
  const isFine = state === 'checked' && summary?.verdict === 'pass';
  return [isFine ? outColour.dim(`      rig check: ${says}`) : `      ${outColour.yellow('rig check')}: ${says}`];
}

function sensedLine({ scaleRatio, hand }: SensedRun): string {
  return `      the field: the rig's own sensor times ${scaleRatio}; the hand: ${hand}`;
}

/** No law is published, so the reader has to know what hangs on the choice. */
function flipLine({ law, measurement, verdict }: LawFlip): string {
  return `      under the law ${outColour.bold(law)} "${measurement}" would be ${paint[verdict](verdict)}`;
}

function measurementLine({ name, value, unit, limits, margin, verdict, note }: Measurement): string {
  const shown = typeof value === 'number' ? `${round(value)} ${unit}` : (value ?? 'nothing');
  const reserve = margin === null ? '' : `, margin ${round(margin)} ${unit}`;
  const why = note === undefined ? '' : `: ${note}`;
  return `  ${paint[verdict](verdict.padEnd(11))} ${name}: ${shown} (${limits}${reserve})${why}`;
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}

export function closingLine(): string {
  return outColour.dim(DISCLAIMER);
}
