import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { PumpParts } from '../../../viewer/pump/pump-picture.tsx';
import { pumpViewOf } from '../../../viewer/pump/pump-view.ts';
import type { ValvesState } from '../../../viewer/texts/texts.ts';
import type { Moment } from '../play/moment.ts';
import { Lid } from './lid.tsx';
import type { SceneProps } from './scene-props.ts';
import { shownDeg, turnPerFrameDeg } from './shown-angle.ts';

/** Drug that moves by one mark of a throttle's capillary, in uL. */
const THROTTLE_UL = 4;

/** The pump around the origin, as the components of the report draw it. With see-through it shows its drive, else its lid. */
export function PumpInScene({ moment, product, speed, layout, isSeeThrough, texts }: SceneProps): JSX.Element {
  const pump = useMemo(() => pumpViewOf(product), [product]);
  const scale = `scale(${layout.pumpScale})`;
  const lid = useMemo(() => <Lid title={product.title} />, [product]);
  if (!isSeeThrough)
    return (
      <g class="pump pump-drawing" transform={scale}>
        <PumpParts pump={pump} look="drawing" label={product.title} lid={lid} />
      </g>
    );
  const now = moment.value;
  const isBlocked = now.catheter === 'occluded';
  return (
    <g class={isStopped(now) ? 'pump pump-truth is-stopped' : 'pump pump-truth'} transform={scale}>
      <PumpParts
        pump={pump}
        look="truth"
        label={product.title}
        isCatheterBlocked={isBlocked}
        valves={now.valves as ValvesState}
        {...motionOf(now, product, speed)}
      />
      {isBlocked && (
        <text class="block-label" x={-74} y={109} font-size={6.6}>
          {texts.scene.blocked}
        </text>
      )}
    </g>
  );
}

function isStopped({ rotorState }: Moment): boolean {
  return rotorState !== 'turning' && rotorState !== 'losing';
}

/** Returns the angles to draw and the distance that the drug has moved. */
function motionOf(now: Moment, { drive }: SceneProps['product'], speed: number) {
  const { deliveredUl, rotorDeg, commandedDeg, degPerSecond, commandedDegPerSecond } = now;
  if (drive.kind === 'valves') return { cycles: deliveredUl / drive.quantities.meteringUl.value };
  if (drive.kind === 'throttle') return { cycles: deliveredUl / THROTTLE_UL };
  const { stepsPerRevolutionCount, revolutionUl } = drive.quantities;
  const stepDeg = 360 / stepsPerRevolutionCount.value;
  return {
    rotorDeg: shownDeg({ meanDeg: rotorDeg, degPerSecond, speed, stepDeg }),
    commandedDeg: shownDeg({ meanDeg: commandedDeg, degPerSecond: commandedDegPerSecond, speed, stepDeg }),
    drugDeg: (deliveredUl / revolutionUl.value) * 360,
    turnPerFrameDeg: turnPerFrameDeg({ degPerSecond, speed }),
    commandedTurnPerFrameDeg: turnPerFrameDeg({ degPerSecond: commandedDegPerSecond, speed }),
  };
}
