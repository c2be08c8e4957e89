import type { JSX } from 'preact';
import { usePicked } from './picked.ts';
import type { SceneProps } from './scene-props.ts';

/** Size of the picture, and room of the drug in it. */
const [WIDTH, HEIGHT] = [132, 78];
const ROOM = { x: 16, y: 14, width: 100, height: 50 } as const;
/** Steps in which the level is drawn. */
const LEVELS = 200;
/** Difference from which the pump's figure is shown beside the truth, in mL. */
const DIFFERENCE_ML_MIN = 0.05;

/** The reservoir from the side: gas below squeezes the drug above it. A dashed line marks the level that the pump calculates. */
export function Reservoir({ calm, product, layout, isSeeThrough, texts }: SceneProps): JSX.Element {
  const fullMl = product.quantities.reservoirMl.value;
  const levelOf = (ml: number): number => Math.round(LEVELS * Math.min(1, Math.max(0, ml / fullMl))) / LEVELS;
  const believed = usePicked(calm, ({ believedReservoirMl }) => levelOf(believedReservoirMl), [fullMl]);
  const level = usePicked(calm, ({ trueReservoirMl }) => levelOf(trueReservoirMl), [fullMl]);
  const believedText = usePicked(calm, ({ believedReservoirMl }) => mlText(believedReservoirMl));
  const trueText = usePicked(calm, ({ trueReservoirMl }) => mlText(trueReservoirMl));
  const isWrong = Math.abs(Number(believedText) - Number(trueText)) >= DIFFERENCE_ML_MIN;
  const { x, y, textWidth } = layout.reservoir;
  const { readouts, decimal } = texts;
  const lines = [
    ...(isSeeThrough ? [{ label: readouts.reservoir, text: trueText, kind: '' }] : []),
    ...(isSeeThrough && !isWrong ? [] : [{ label: readouts.calculated, text: believedText, kind: 'ghost-text' }]),
  ];
  const size = layout.textSize;
  return (
    <g class="reservoir pump" transform={`translate(${x} ${y})`}>
      <Vessel level={isSeeThrough ? level : undefined} mark={isWrong || !isSeeThrough ? believed : undefined} />
      {lines.map(({ label, text, kind }, index) => (
        <g key={label} transform={`translate(${WIDTH + 16} ${size * (1 + index * 2.4)})`}>
          <text class="quiet" font-size={Math.min(size * 0.8, textWidth / (label.length * 0.56))}>
            {label}
          </text>
          <text class={`value ${kind}`} y={size * 1.15} font-size={size}>
            {decimal(text)} mL
          </text>
        </g>
      ))}
    </g>
  );
}

interface VesselProps {
  /** Share of the reservoir that is full; absent without see-through. */
  readonly level: number | undefined;
  /** Level that the pump calculates; absent where it covers the other. */
  readonly mark: number | undefined;
}

function Vessel({ level, mark }: VesselProps): JSX.Element {
  const { x, y, width, height } = ROOM;
  const bottom = (share: number): number => y + height * share;
  return (
    <g>
      <rect class="vessel" width={WIDTH} height={HEIGHT} y={4} rx={20} />
      <path class="vessel" d="M 54 6 v -4 h 24 v 4" />
      <rect class="room" {...ROOM} rx={4} />
      {level !== undefined && level > 0 && <rect class="dose" {...ROOM} height={height * level} rx={4} />}
      {level !== undefined && <path class="bellows" d={bellows(bottom(level))} />}
      {mark !== undefined && <path class="calculated" d={`M ${x - 8} ${bottom(mark)} h ${width + 16}`} />}
    </g>
  );
}

/** Folds on both sides of the drug, and the plate that the gas presses. */
function bellows(bottomY: number): string {
  const { x, y, width } = ROOM;
  const folds = 6;
  const fold = (bottomY - y) / folds;
  const side = (fromX: number, outX: number): string =>
    `M ${fromX} ${y} ${Array.from({ length: folds }, () => `l ${outX} ${fold / 2} l ${-outX} ${fold / 2}`).join(' ')}`;
  return `${side(x, 7)} ${side(x + width, -7)} M ${x} ${bottomY} h ${width}`;
}

function mlText(ml: number): string {
  return Math.max(0, ml).toFixed(2);
}
