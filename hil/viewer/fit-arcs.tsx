import type { JSX } from 'preact';
import { angle } from './describe.ts';
import { arcPath, pointAt } from './pump/polar.ts';
import type { StudyView } from './study-view.ts';
import type { Texts } from './texts/texts.ts';

/** Colours on black: the commanded turn, and the others. They keep apart in grey as well, by dash. */
const COMMANDED = '#4cc9bf';
const OTHER = '#e3bf5a';
/** Radii of the arcs: the innermost lies outside the rollers, the outermost on the film. */
const [FIRST_RADIUS, LAST_RADIUS, RADIUS_STEP_MAX] = [70, 103, 7.5];

/** Returns whether an angle is the commanded one, within the error of reading a film. */
export function isCommanded(deg: number, { commandedDeg, toleranceDeg }: StudyView): boolean {
  return Math.abs(deg - commandedDeg) <= toleranceDeg;
}

/** Draws every turn that fits the films as an arc from the roller before to the roller after. */
export function FitArcs({ study, texts }: { readonly study: StudyView; readonly texts: Texts }): JSX.Element | null {
  const [before, after] = study.films;
  if (before === undefined || after === undefined) return null;
  const step = Math.min(RADIUS_STEP_MAX, (LAST_RADIUS - FIRST_RADIUS) / Math.max(1, study.fitsDeg.length - 1));
  return (
    <g class="fit-arcs" font-size={7.5} font-weight={600} text-anchor="middle">
      <Line deg={before.filmDeg} />
      {study.fitsDeg.map((deg, index) => (
        <FitArc
          key={deg}
          fromDeg={before.filmDeg}
          deg={deg}
          radius={FIRST_RADIUS + index * step}
          isCommanded={isCommanded(deg, study)}
          text={angle(deg, texts)}
        />
      ))}
    </g>
  );
}

/** Draws the line from which the turns count: the first roller of the film before. */
function Line({ deg }: { readonly deg: number }): JSX.Element {
  const [x, y] = pointAt(deg, LAST_RADIUS);
  return <path d={`M 0 0 L ${x} ${y}`} stroke="#fff" stroke-width={0.8} stroke-dasharray="2 2.4" fill="none" />;
}

interface ArcProps {
  readonly fromDeg: number;
  readonly deg: number;
  readonly radius: number;
  readonly isCommanded: boolean;
  readonly text: string;
}

function FitArc({ fromDeg, deg, radius, isCommanded: isIt, text }: ArcProps): JSX.Element {
  const colour = isIt ? COMMANDED : OTHER;
  const toDeg = fromDeg + deg;
  const [x, y] = pointAt(fromDeg + deg * LABEL_AT, radius);
  return (
    <g>
      <path
        d={arcPath(fromDeg, toDeg, radius)}
        fill="none"
        stroke={colour}
        stroke-width={isIt ? 2.4 : 1.5}
        {...(isIt ? {} : { 'stroke-dasharray': '4 2.5' })}
      />
      <path d={arrowhead(toDeg, radius, Math.sign(deg))} fill={colour} />
      <text x={x} y={y + 2.6} fill={colour} stroke="#0b0e10" stroke-width={3} paint-order="stroke">
        {text}
      </text>
    </g>
  );
}

/** Place of the label along an arc. */
const LABEL_AT = 0.62;

/** Returns a triangle that points along a circle. */
function arrowhead(deg: number, radius: number, sense: number): string {
  if (sense === 0) return '';
  const backDeg = deg - (sense * 6 * 180) / (Math.PI * radius);
  const corners = [pointAt(deg, radius), pointAt(backDeg, radius - 3.2), pointAt(backDeg, radius + 3.2)];
  return `M ${corners.map((corner) => corner.join(' ')).join(' L ')} Z`;
}
