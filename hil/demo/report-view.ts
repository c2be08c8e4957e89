import type { Measurement } from '../scenario/checks/measurement.ts';
import { STUDY_MEANING, type StudyResult } from '../scenario/checks/study-result.ts';
import type { Verdict } from '../scenario/checks/verdict.ts';
import { DISCLAIMER, type RunResult } from '../scenario/run-result.ts';
import { turnSentences } from '../viewer/describe.ts';
import { en } from '../viewer/texts/en.ts';
import { degrees } from './facts.ts';
import { PICTURE_COLUMNS, RADIUS_ROWS, rule } from './live-view.ts';
import { INDEX_MARK, rotorDrawing } from './rotor-drawing.ts';
import {
  beside,
  COLUMNS,
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

/** A study that was shown, and the facts for its report. */
export interface ShownStudy {
  readonly result: RunResult;
  /** Outcome that the scenario expects. */
  readonly expectedOutcome: string;
  /** Angle of the rig's shaft by its encoder at each film. */
  readonly filmShaftDegs: readonly (number | undefined)[];
  readonly rollerCount: number;
}

/** Draws the end of the demo: films, verdicts and assumptions. Text wraps at `columns`. */
export function reportView(studies: readonly ShownStudy[], columns = COLUMNS): readonly Line[] {
  const lines = [...studies.flatMap((study) => studyView(study, columns)), ...closing(studies, columns)];
  return lines.map((line) => clipped(line, columns));
}

function studyView(shown: ShownStudy, columns: number): readonly Line[] {
  const { result } = shown;
  return [
    rule(),
    ...result.studies.flatMap((study) => [heading(shown, study, columns), ...pictures(study, shown.rollerCount)]),
    ...result.measurements.map(measurementLine),
    ...shaftLine(shown),
    ...result.studies.flatMap((study) => wrapped('plain', filmsInWords(study), columns, ' ')),
    ...result.studies.flatMap((study) => wrapped('bold', STUDY_MEANING[study.outcome], columns, ' ')),
  ];
}

function heading({ result, expectedOutcome }: ShownStudy, { outcome }: StudyResult, columns: number): Line {
  const said = [
    'outcome ',
    styled(outcome === 'pass' ? 'good' : 'bad', outcome.toUpperCase()),
    outcome === expectedOutcome ? ', as expected' : `, not ${expectedOutcome} as expected`,
    ': verdict ',
    styled(verdictStyle[result.verdict], `${result.verdict.toUpperCase()} `),
  ];
  return spread(lineOf(' ', styled('bold', result.scenario)), lineOf(...said), columns);
}

/** Draws the films of a study and its see-through views, which also show the rotor's index mark. */
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

/** Says which turns the films fit. */
function filmsInWords({ films, studyAngleDeg, toleranceDeg }: StudyResult): string {
  return turnSentences({ ...films, commandedDeg: studyAngleDeg, toleranceDeg }, en);
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

/** Returns every rotor angle that fits a film, since equal rollers look alike. */
function filmReading(rotorDeg: number, rollerCount: number): string {
  const apartDeg = 360 / rollerCount;
  const firstDeg = rotorDeg - apartDeg * Math.floor(rotorDeg / apartDeg);
  const all = Array.from({ length: rollerCount }, (_, i) => (firstDeg + i * apartDeg).toFixed(1));
  return `${all.join(' or ')} deg`;
}

const verdictStyle: Readonly<Record<Verdict, Style>> = {
  pass: 'good',
  fail: 'bad',
  'not decided': 'bold',
  'never triggered': 'bold',
  skipped: 'dim',
};

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

/** Writes `outcome fail`. A bare `fail` beside the verdict `pass` would look like a contradiction. */
function inWords(value: string | null, limits: string): string {
  if (value === null) return 'nothing';
  return limits.startsWith('outcome ') ? `outcome ${value}` : value;
}

/** Removes the unit, which the limits already show: `117 deg to 123 deg` becomes `117 to 123`. */
function inBrief(limits: string, unit: string): string {
  return unit === '' ? limits : limits.replace(new RegExp(`(?<=\\d) ${unit}(?= |$)`, 'g'), '');
}

/** Returns the motion of the rig's shaft, by its own encoder. */
function shaftLine({ result, filmShaftDegs }: ShownStudy): readonly Line[] {
  const [beforeDeg, afterDeg] = filmShaftDegs;
  if (beforeDeg === undefined || afterDeg === undefined) return [];
  const { name, resolutionDeg } = result.rig;
  const moved = `${name}: the stepper turned by ${degrees(afterDeg - beforeDeg)}`;
  const means = `, by its encoder (resolution ${resolutionDeg.toFixed(1)})`;
  return [lineOf(' ', styled('dim', 'rig'.padEnd(LABEL_COLUMNS)), moved, styled('dim', means))];
}

function closing(studies: readonly ShownStudy[], columns: number): readonly Line[] {
  const fingerprints = studies.map(({ result }) => result.fingerprint.slice(0, FINGERPRINT_CHARS)).join('  ');
  return [
    rule(),
    ...wrapped('plain', `The index mark ${INDEX_MARK} tells turns apart that leave the same films.`, columns, ' '),
    ...wrapped('dim', `Rests on assumptions: ${assumed(studies).join(', ')}.`, columns, ' '),
    ...wrapped('dim', `Fingerprints, the same on any machine: ${fingerprints}`, columns, ' '),
    ...wrapped('bold', DISCLAIMER, columns, ' '),
    ...wrapped('dim', 'Next: npx rollerloop list; npx rollerloop run roller-study-in-field', columns, ' '),
  ];
}

/** Returns the assumptions without their units, since a name such as `boreMm` ends in its unit. */
function assumed(studies: readonly ShownStudy[]): readonly string[] {
  const all = new Set(studies.flatMap(({ result }) => result.assumed));
  return [...all].map((text) => text.replace(/^(\S+) = (\S+).*$/, '$1 $2'));
}
