import type { JSX, TargetedPointerEvent } from 'preact';
import { AWAY_MM, type MagnetPlace, placeAt, pointOf } from './magnet-place.ts';
import type { Point, SceneLayout } from './scene-layout.ts';
import { unitsPerMm } from './scene-layout.ts';

/** Unit in which the disc of 10 x 5 mm is drawn, before the layout scales it. */
const UNITS_PER_MM = 13.8;
const [ACROSS, THICK] = [10 * UNITS_PER_MM, 5 * UNITS_PER_MM];
const STEP_DEG = 10;

export interface MagnetTexts {
  readonly label: string;
  readonly drag: string;
  readonly away: string;
  readonly at: (place: MagnetPlace) => string;
}

interface MagnetProps {
  readonly place: MagnetPlace | undefined;
  readonly isFlat: boolean;
  readonly layout: SceneLayout;
  readonly texts: MagnetTexts;
  readonly holding: Holding;
}

/** What the user does with the magnet. */
export interface Holding {
  readonly move: (place: MagnetPlace | 'away') => void;
  readonly release: () => void;
  readonly flip: () => void;
}

/** The hand magnet. It is dragged, or moved by the arrow keys; Home puts it away, Enter turns it flat or on edge. */
export function Magnet(props: MagnetProps): JSX.Element {
  const { place, isFlat, layout, texts, holding } = props;
  const at = place === undefined ? layout.magnetHome : pointOf(place, layout);
  const deg = place === undefined ? -12 : place.azimuthDeg + 90;
  const follow = (event: TargetedPointerEvent<SVGGElement>): void =>
    holding.move(placeNear(pointIn(event), layout, isFlat));
  return (
    <g
      class={`magnet${place === undefined ? ' away' : ''}`}
      transform={`translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`}
      role="slider"
      tabindex={0}
      aria-label={texts.label}
      aria-valuemin={0}
      aria-valuemax={AWAY_MM}
      aria-valuenow={place?.distanceMm ?? AWAY_MM}
      aria-valuetext={place === undefined ? texts.away : texts.at(place)}
      // Chromium ignores `touch-action` inside SVG, so a finger would scroll the page instead.
      onTouchStart={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
      }}
      onPointerUp={holding.release}
      onPointerCancel={holding.release}
      onKeyDown={(event) => onKey(event, props)}
    >
      <g transform={`rotate(${deg}) scale(${(unitsPerMm(layout) / UNITS_PER_MM).toFixed(3)})`}>
        {isFlat ? <FlatDisc /> : <DiscOnEdge />}
      </g>
      {place === undefined && (
        <text
          class="quiet magnet-hint"
          y={layout.name === 'wide' ? 78 : 86}
          text-anchor="middle"
          font-size={layout.textSize * (layout.name === 'wide' ? 0.95 : 0.72)}
        >
          {texts.drag}
        </text>
      )}
    </g>
  );
}

function DiscOnEdge(): JSX.Element {
  return (
    <g>
      <rect class="halo" x={-ACROSS / 2 - 8} y={-THICK / 2 - 8} width={ACROSS + 16} height={THICK + 16} rx={12} />
      <rect class="north" x={-ACROSS / 2} y={0} width={ACROSS} height={THICK / 2} rx={4} />
      <rect class="south" x={-ACROSS / 2} y={-THICK / 2} width={ACROSS} height={THICK / 2} rx={4} />
      <text class="pole" y={25} text-anchor="middle">
        N
      </text>
      <text class="pole dark" y={-8} text-anchor="middle">
        S
      </text>
    </g>
  );
}

function FlatDisc(): JSX.Element {
  return (
    <g>
      <circle class="halo" r={ACROSS / 2 + 8} />
      <circle class="north" r={ACROSS / 2} />
      <text class="pole" y={9} text-anchor="middle">
        N
      </text>
    </g>
  );
}

/** A magnet whose field is too weak to matter counts as away. */
function placeNear(point: Point, layout: SceneLayout, isFlat: boolean): MagnetPlace | 'away' {
  const place = placeAt(point, layout, isFlat);
  return place.distanceMm >= AWAY_MM ? 'away' : place;
}

function pointIn(event: TargetedPointerEvent<SVGGElement>): Point {
  const matrix = event.currentTarget.ownerSVGElement?.getScreenCTM();
  const point = new DOMPoint(event.clientX, event.clientY);
  return matrix == null ? point : point.matrixTransform(matrix.inverse());
}

function onKey(event: KeyboardEvent, props: MagnetProps): void {
  const { place, isFlat, holding } = props;
  const from = place ?? { distanceMm: AWAY_MM, azimuthDeg: 80, isFlat };
  const moved = movedBy(event.key, from);
  if (event.key === 'Enter' || event.key === ' ') holding.flip();
  else if (moved === undefined) return;
  else {
    holding.move(moved === 'away' || moved.distanceMm >= AWAY_MM ? 'away' : moved);
    holding.release();
  }
  event.preventDefault();
  event.stopPropagation();
}

/** Left and right change the distance by a millimetre, up and down the direction. */
function movedBy(key: string, from: MagnetPlace): MagnetPlace | 'away' | undefined {
  switch (key) {
    case 'ArrowLeft':
      return { ...from, distanceMm: Math.max(0, from.distanceMm - 1) };
    case 'ArrowRight':
      return { ...from, distanceMm: from.distanceMm + 1 };
    case 'ArrowUp':
      return { ...from, azimuthDeg: (from.azimuthDeg + 360 - STEP_DEG) % 360 };
    case 'ArrowDown':
      return { ...from, azimuthDeg: (from.azimuthDeg + STEP_DEG) % 360 };
    case 'End':
      return { ...from, distanceMm: 0 };
    case 'Home':
      return 'away';
    default:
      return undefined;
  }
}
