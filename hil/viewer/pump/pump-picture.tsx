import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ValvesState } from '../texts/texts.ts';
import { Catheter } from './catheter.tsx';
import { Housing } from './housing.tsx';
import type { Look } from './look.ts';
import { BLURRED_DEG_PER_FRAME, TUBE_PER_DEG } from './pump-geometry.ts';
import type { DriveView, PumpView } from './pump-view.ts';
import { RollerHead } from './roller-head.tsx';
import { Throttle } from './throttle.tsx';
import { ValveTrain } from './valve-train.tsx';

/** What a picture of a pump shows. What a product lacks is ignored. */
export interface PumpPictureProps {
  readonly pump: PumpView;
  readonly look: Look;
  /** Text for screen readers. */
  readonly label: string;
  /** Rotor angle: 0 is up, and the rotor turns clockwise. Null hides the rotor, as on a page that hides the truth. */
  readonly rotorDeg?: number | null;
  /** Angle of the commanded rotor, drawn translucent over the true one. */
  readonly commandedDeg?: number | null;
  /** Angle by which the drug has moved; default: that of the rotor. */
  readonly drugDeg?: number;
  /** Angle by which the rotor turns from frame to frame; a fast rotor is drawn as a ring. */
  readonly turnPerFrameDeg?: number;
  /** Angle by which the commanded rotor turns from frame to frame. */
  readonly commandedTurnPerFrameDeg?: number;
  /** True if the pump lies back to front: everything but text is mirrored. */
  readonly isFlipped?: boolean;
  /** True if the rotor does not follow its motor, so that it is drawn in the colour of a warning. */
  readonly isStopped?: boolean;
  readonly valves?: ValvesState;
  /** Metering cycles so far, for valves; any measure of flow for a throttle. */
  readonly cycles?: number;
  /** True if the catheter is blocked, which only the truth shows. */
  readonly isCatheterBlocked?: boolean;
  /** Covers the drive, as a closed pump does. Parts of a film or of the truth are then not drawn. */
  readonly lid?: ComponentChildren;
  /** Drawn over the pump, in its coordinates: the hub is at 0, 0 and the housing is 178 wide. It is not mirrored. */
  readonly children?: ComponentChildren;
}

/** Corner and size of a picture in its own coordinates. */
const PICTURE = { x: -112, y: -108, size: 224 } as const;

/** Size of a picture where a page drops its styles. */
const SIZE_PX = 240;

/** Draws a pump as a film, a drawing or the truth. */
export function PumpPicture(props: PumpPictureProps): JSX.Element {
  const { look, label, isStopped = false, children } = props;
  const classes = ['pump', `pump-${look}`, isStopped ? 'is-stopped' : ''].filter((name) => name !== '').join(' ');
  const { x, y, size } = PICTURE;
  // A picture with controls is a group, because screen readers do not reach the parts of an image.
  return (
    <svg
      class={classes}
      width={SIZE_PX}
      height={SIZE_PX}
      viewBox={`${x} ${y} ${size} ${size}`}
      role={children === undefined ? 'img' : 'group'}
      aria-label={label}
      xmlns="http://www.w3.org/2000/svg"
    >
      <PumpParts {...props} />
      {children}
    </svg>
  );
}

/** Draws the parts of a pump without the picture around them. */
export function PumpParts(props: PumpPictureProps): JSX.Element {
  const { pump, look, isFlipped = false, isCatheterBlocked = false, lid } = props;
  const shape = pump.drive.kind === 'rollers' ? 'shouldered' : 'round';
  const { hasAccessPort } = pump;
  const shell = useMemo(
    () => (
      <g>
        {look !== 'film' && <Metal />}
        <Housing look={look} shape={shape} hasAccessPort={hasAccessPort} />
      </g>
    ),
    [look, shape, hasAccessPort],
  );
  return (
    <g>
      {look === 'film' && <FilmGround />}
      <g transform={isFlipped ? 'scale(-1 1)' : undefined} filter={look === 'film' ? 'url(#film-soft)' : undefined}>
        {shell}
        {lid ?? <Drive {...props} drive={pump.drive} />}
        <Catheter look={look} moved={movedInCatheter(props)} isBlocked={isCatheterBlocked} />
      </g>
    </g>
  );
}

/** Distance that the drug in the catheter moves in a cycle of valves. */
const CATHETER_PER_CYCLE = 8;

/** Returns the distance that the drug in the catheter has moved; null if it moves too fast for the eye. */
function movedInCatheter({
  pump,
  rotorDeg,
  drugDeg,
  turnPerFrameDeg = 0,
  cycles = 0,
}: PumpPictureProps): number | null {
  if (pump.drive.kind !== 'rollers') return cycles * CATHETER_PER_CYCLE;
  if (Math.abs(turnPerFrameDeg) > BLURRED_DEG_PER_FRAME) return null;
  return (drugDeg ?? rotorDeg ?? 0) * TUBE_PER_DEG;
}

function Drive({ drive, ...props }: PumpPictureProps & { readonly drive: DriveView }): JSX.Element {
  const { look, rotorDeg = 0, commandedDeg = null, drugDeg = rotorDeg ?? 0, turnPerFrameDeg = 0, cycles = 0 } = props;
  const { commandedTurnPerFrameDeg = 0 } = props;
  switch (drive.kind) {
    case 'rollers':
      return (
        <RollerHead
          look={look}
          rollerCount={drive.rollerCount}
          rotorDeg={rotorDeg}
          commandedDeg={commandedDeg}
          hasIndexMark={look !== 'film' || drive.hasIndexMark}
          isBlurred={Math.abs(turnPerFrameDeg) > BLURRED_DEG_PER_FRAME}
          isGhostBlurred={Math.abs(commandedTurnPerFrameDeg) > BLURRED_DEG_PER_FRAME}
          drugDeg={drugDeg}
        />
      );
    case 'valves':
      return (
        <ValveTrain
          look={look}
          state={props.valves ?? 'metering'}
          cycles={cycles}
          hasFlowActivatedValve={drive.hasFlowActivatedValve}
        />
      );
    case 'throttle':
      return <Throttle look={look} cycles={cycles} />;
  }
}

/** Defines the shine of metal. Its colours are attributes too, for a page that drops its styles. */
function Metal(): JSX.Element {
  return (
    <defs>
      <linearGradient id="pump-metal" x1="0.15" y1="0" x2="0.85" y2="1">
        <stop class="shine-1" offset="0" stop-color="#f3f6f6" />
        <stop class="shine-2" offset="0.55" stop-color="#d3dada" />
        <stop class="shine-3" offset="1" stop-color="#aeb9bb" />
      </linearGradient>
    </defs>
  );
}

/** Draws the black film, a little lighter in its middle, and defines the softness of an X-ray. */
function FilmGround(): JSX.Element {
  return (
    <g>
      <defs>
        <radialGradient id="film-light" cx="0.5" cy="0.5" r="0.72">
          <stop offset="0" stop-color="#343c41" />
          <stop offset="0.62" stop-color="#1b2124" />
          <stop offset="1" stop-color="#07090a" />
        </radialGradient>
        <filter id="film-soft" x="-0.1" y="-0.1" width="1.2" height="1.2">
          <feGaussianBlur stdDeviation="0.7" />
        </filter>
      </defs>
      <rect x={-111.5} y={-107.5} width={223} height={223} rx={6} fill="url(#film-light)" stroke="#3d474c" />
    </g>
  );
}
