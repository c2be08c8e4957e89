import type { Measurement, Verdict } from '../scenario/checks/measurement.ts';
import { STUDY_MEANING, type StudyResult } from '../scenario/checks/study-result.ts';
import { DISCLAIMER, type RunResult } from '../scenario/run-result.ts';
import { COLUMNS, degrees, PICTURE_COLUMNS, RADIUS_ROWS, rule } from './live-view.ts';
import { INDEX_MARK, rotorDrawing } from './rotor-drawing.ts';
import {
  beside,
  centred,
  clipped,
  fitted,
  type Line,
  lineOf,
  type Style,
  type StyledSpan,
  spread,
  styled,
  wrapped,
} from './styled-text.ts';

const FINGERPRINT_CHARS = 16;
const LABEL_COLUMNS = 'pass  '.length;

/** One study that was shown, and what the report wants to know besides its result. */
export interface ShownStudy {
  readonly result: RunResult;
  /** The outcome that the scenario asks for. */
  readonly expectedOutcome: string;
  /** The rig's shaft by its encoder when each film was taken. */
  readonly filmShaftDegs: readonly (number | undefined)[];
  readonly rollerCount: number;
}

/** What a newcomer sees at the end: films, verdicts, and what they are worth. */
export function reportView(studies: readonly ShownStudy[]): readonly Line[] {
  return [...studies.flatMap(studyView), ...closing(studies)].map((line) => clipped(line, COLUMNS));
}

function studyView(shown: ShownStudy): readonly Line[] {
  const { result } = shown;
  return [
    rule(),
    ...result.studies.flatMap((study) => [heading(shown, study), ...pictures(study, shown.rollerCount)]),
    ...result.measurements.map(measurementLine),
    ...shaftLine(shown),
    ...result.studies.flatMap((study) => wrapped('bold', STUDY_MEANING[study.outcome], COLUMNS, ' ')),
  ];
}

function heading({ result, expectedOutcome }: ShownStudy, { outcome }: StudyResult): Line {
  const said = [
    'outcome ',
    styled(outcome === 'pass' ? 'good' : 'bad', outcome.toUpperCase()),
    outcome === expectedOutcome ? ', as expected' : `, not ${expectedOutcome} as expected`,
    ': verdict ',
    styled(verdictStyle[result.verdict], `${result.verdict.toUpperCase()} `),
  ];
  return spread(lineOf(' ', styled('bold', result.scenario)), lineOf(...said), COLUMNS);
}

/** Films show what a film shows; the see-through view shows the rotor's mark as well. */
function pictures({ beforeDeg, afterDeg }: StudyResult, rollerCount: number): readonly Line[] {
  const film = (label: string, rotorDeg: number): readonly Line[] =>
    picture(label, { rotorDeg, rollerCount, hasIndexMark: false }, filmReading(rotorDeg, rollerCount));
  const through = (label: string, rotorDeg: number): readonly Line[] =>
    picture(label, { rotorDeg, rollerCount, hasIndexMark: true }, `rotor at ${degrees(rotorDeg)}`);
  return beside(
    [
      film('film 1, before', beforeDeg),
      film('film 2, after', afterDeg),
      through('see-through 1', beforeDeg),
      through('see-through 2', afterDeg),
    ],
    ' ',
  );
}

interface Pictured {
  readonly rotorDeg: number;
  readonly rollerCount: number;
  readonly hasIndexMark: boolean;
}

function picture(label: string, pictured: Pictured, reading: string): readonly Line[] {
  const middle = (style: Style, text: string): Line =>
    fitted(centred(lineOf(styled(style, text)), PICTURE_COLUMNS), PICTURE_COLUMNS);
  return [middle('dim', label), ...rotorDrawing({ ...pictured, radiusRows: RADIUS_ROWS }), middle('plain', reading)];
}

/** Equal rollers look alike: every angle that the rotor may have by its film. */
function filmReading(rotorDeg: number, rollerCount: number): string {
  const apartDeg = 360 / rollerCount;
  const firstDeg = rotorDeg - apartDeg * Math.floor(rotorDeg / apartDeg);
  const all = Array.from({ length: rollerCount }, (_, i) => (firstDeg + i * apartDeg).toFixed(1));
  return `${all.join(' or ')} deg`;
}

const verdictStyle: Readonly<Record<Verdict, Style>> = { pass: 'good', fail: 'bad', 'not decided': 'bold' };

function measurementLine({ name, value, unit, limits, verdict, note }: Measurement): Line {
  const shown = typeof value === 'number' ? `${Number(value.toPrecision(5))} ${unit}` : inWords(value, limits);
  const why = note === undefined ? '' : `, ${note}`;
  return lineOf(
    ' ',
    verdictSpan(verdict),
    `${name}: `,
    styled('bold', shown),
    styled('dim', ` (expected: ${inBrief(limits, unit)}${why})`),
  );
}

function verdictSpan(verdict: Verdict): StyledSpan {
  return styled(verdictStyle[verdict], `${verdict}  `.padEnd(LABEL_COLUMNS));
}

/** `fail` alone, behind a verdict `pass`, would puzzle. */
function inWords(value: string | null, limits: string): string {
  if (value === null) return 'nothing';
  return limits.startsWith('outcome ') ? `outcome ${value}` : value;
}

/** `117 deg to 123 deg` without the unit, which stands beside it already: `117 to 123`. */
function inBrief(limits: string, unit: string): string {
  return unit === '' ? limits : limits.replace(new RegExp(`(?<=\\d) ${unit}(?= |$)`, 'g'), '');
}

/** The rig turned or stood as well, by a sensor of its own. */
function shaftLine({ result, filmShaftDegs }: ShownStudy): readonly Line[] {
  const [beforeDeg, afterDeg] = filmShaftDegs;
  if (beforeDeg === undefined || afterDeg === undefined) return [];
  const { name, resolutionDeg } = result.rig;
  const moved = `${name}: the stepper turned by ${degrees(afterDeg - beforeDeg)}`;
  const means = `, says its encoder (resolves ${resolutionDeg.toFixed(1)})`;
  return [lineOf(' ', styled('dim', 'rig'.padEnd(LABEL_COLUMNS)), moved, styled('dim', means))];
}

function closing(studies: readonly ShownStudy[]): readonly Line[] {
  const fingerprints = studies.map(({ result }) => result.fingerprint.slice(0, FINGERPRINT_CHARS)).join('  ');
  return [
    rule(),
    ...ambiguity(studies),
    ...wrapped('dim', `Rests on assumed constants: ${assumed(studies).join(', ')}.`, COLUMNS, ' '),
    lineOf(styled('dim', ` Fingerprints, the same on any machine: ${fingerprints}`)),
    ...wrapped('bold', DISCLAIMER, COLUMNS, ' '),
    lineOf(styled('dim', ' Next: npx rollerloop list; npx rollerloop run roller-study-in-field')),
  ];
}

/** Rollers being equal, a turn and its counterpart to the other side leave the same two films. */
function ambiguity(studies: readonly ShownStudy[]): readonly Line[] {
  const [first] = studies;
  const study = first?.result.studies[0];
  if (first === undefined || study === undefined) return [];
  const otherDeg = study.studyAngleDeg - 360 / first.rollerCount;
  const text = `Films cannot tell +${study.studyAngleDeg} from ${otherDeg} deg (${first.rollerCount} equal rollers); the index mark ${INDEX_MARK} can.`;
  return [lineOf(' ', text)];
}

/** Names carry their units, so the value is enough: `boreMm 0.65`. */
function assumed(studies: readonly ShownStudy[]): readonly string[] {
  const all = new Set(studies.flatMap(({ result }) => result.assumed));
  return [...all].map((text) => text.replace(/^(\S+) = (\S+).*$/, '$1 $2'));
}
