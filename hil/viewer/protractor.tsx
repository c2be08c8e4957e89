import type { JSX } from 'preact';
import { pointAt } from './pump/polar.ts';

export interface ProtractorProps {
  /** Angle of its arm, from 0 to 359: 0 is up, and angles grow clockwise. */
  readonly deg: number;
  readonly label: string;
  readonly valueText: string;
  readonly onTurn: (deg: number) => void;
}

const [SCALE, HANDLE] = [97, 97];

/** A protractor over a film. The reader turns its arm by mouse, by touch, and with the arrow keys by 1 or 10 deg. */
export function Protractor({ deg, label, valueText, onTurn }: ProtractorProps): JSX.Element {
  const turn = (toDeg: number): void => onTurn(within(Math.round(toDeg)));
  const [x, y] = pointAt(deg, HANDLE);
  const [farX, farY] = pointAt(deg + 180, 60);
  return (
    <g class="protractor">
      <Scale />
      <g
        class="protractor-arm"
        role="slider"
        tabindex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={359}
        aria-valuenow={deg}
        aria-valuetext={valueText}
        onKeyDown={(event) => {
          const toDeg = keyTurn(event, deg);
          if (toDeg === undefined) return;
          event.preventDefault();
          turn(toDeg);
        }}
        // Chromium ignores `touch-action` inside SVG, so a finger would scroll the page instead.
        onTouchStart={(event) => event.preventDefault()}
        onPointerDown={(event) => {
          event.preventDefault();
          event.currentTarget.focus();
          event.currentTarget.setPointerCapture(event.pointerId);
          turn(pointerDeg(event, deg));
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) turn(pointerDeg(event, deg));
        }}
      >
        <path class="protractor-grip" d={`M ${farX} ${farY} L ${x} ${y}`} />
        <path class="protractor-line" d={`M ${farX} ${farY} L ${x} ${y}`} />
        <circle class="protractor-handle" cx={x} cy={y} r={8} />
      </g>
    </g>
  );
}

function Scale(): JSX.Element {
  const degs = Array.from({ length: 72 }, (_, index) => index * 5);
  const lengthOf = (deg: number): number => (deg % 30 === 0 ? 7 : deg % 10 === 0 ? 4.5 : 2.5);
  const path = degs
    .map((deg) => `M ${pointAt(deg, SCALE).join(' ')} L ${pointAt(deg, SCALE - lengthOf(deg)).join(' ')}`)
    .join(' ');
  return (
    <g class="protractor-scale">
      <circle r={SCALE} />
      <path d={path} />
      {degs
        .filter((deg) => deg % 30 === 0)
        .map((deg) => {
          const [x, y] = pointAt(deg, SCALE - 12.5);
          return (
            <text key={deg} x={x} y={y + 2.4}>
              {deg}
            </text>
          );
        })}
    </g>
  );
}

const TURN_BY_KEY: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

function keyTurn({ key, shiftKey }: KeyboardEvent, deg: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return 359;
  const byDeg = TURN_BY_KEY[key];
  return byDeg === undefined ? undefined : deg + byDeg * (shiftKey ? 10 : 1);
}

/** Returns the angle of a pointer about the hub, which is at 0, 0 of the picture. */
function pointerDeg(event: PointerEvent & { readonly currentTarget: SVGGElement }, deg: number): number {
  const toScreen = event.currentTarget.ownerSVGElement?.getScreenCTM();
  if (toScreen == null) return deg;
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(toScreen.inverse());
  return Math.hypot(x, y) < 4 ? deg : (Math.atan2(x, -y) * 180) / Math.PI;
}

function within(deg: number): number {
  return deg - 360 * Math.floor(deg / 360);
}
