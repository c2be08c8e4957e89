import type { JSX } from 'preact';
import type { SceneLayout } from './scene-layout.ts';

/** Ends of the scale. The lessons need neither a scanner of 7 T nor the earth's 0.05 mT. */
const FROM_MT = 0.1;
const TO_MT = 10_000;
const BAR_HEIGHT = 20;

export interface FieldScaleTexts {
  readonly title: string;
  readonly assumed: readonly string[];
  readonly none: string;
}

interface FieldScaleProps {
  readonly fieldMt: number;
  /** Assumed band of stall thresholds; absent for a pump without a rotor. */
  readonly bandMt: readonly [number, number] | undefined;
  /** Threshold of this run. */
  readonly thresholdMt: number | undefined;
  readonly place: SceneLayout['field'];
  readonly textSize: number;
  readonly texts: FieldScaleTexts;
  /** Writes digits with the decimal mark of the language. */
  readonly decimal: (digits: string) => string;
}

/** Field at the rotor on a logarithmic scale, with the assumed band of stall thresholds hatched. */
export function FieldScale({
  fieldMt,
  bandMt,
  thresholdMt,
  place,
  textSize,
  texts,
  decimal,
}: FieldScaleProps): JSX.Element {
  const { x, y, width } = place;
  const at = (mt: number): number => placeOf(mt, width);
  return (
    <g class="field-scale" font-size={textSize} transform={`translate(${x} ${y})`}>
      <text class="quiet" y={0}>
        {texts.title}
      </text>
      <text class="field-value" x={width} y={0} text-anchor="end">
        {fieldMt === 0 ? texts.none : decimal(fieldText(fieldMt))}
      </text>
      <g transform={`translate(0 ${textSize * 0.7})`}>
        {bandMt !== undefined && (
          <rect class="band" x={at(bandMt[0])} width={at(bandMt[1]) - at(bandMt[0])} height={BAR_HEIGHT} />
        )}
        <rect class="bar" width={width} height={BAR_HEIGHT} />
        {thresholdMt !== undefined && <path class="threshold" d={`M ${at(thresholdMt)} 0 v ${BAR_HEIGHT}`} />}
        {fieldMt > 0 && (
          <path
            class="marker"
            d={`M ${at(fieldMt).toFixed(1)} ${BAR_HEIGHT + 2} l 9 14 h -18 Z M ${at(fieldMt).toFixed(1)} 0 v ${BAR_HEIGHT}`}
          />
        )}
        {[0.1, 1, 10, 100, 1000, 10_000].map((mt, index) => (
          <text
            key={mt}
            class="quiet tick"
            x={at(mt)}
            y={BAR_HEIGHT + 14 + textSize * 0.9}
            text-anchor={anchor(index)}
            font-size={textSize * 0.85}
          >
            {mt >= 1000 ? `${mt / 1000} T` : decimal(`${mt}`)}
          </text>
        ))}
        {bandMt !== undefined &&
          texts.assumed.map((text, index) => (
            <text
              key={text}
              class="quiet"
              y={BAR_HEIGHT + 16 + textSize * (2.2 + index * 1.1)}
              font-size={Math.min(textSize * 0.85, width / 22)}
            >
              {text}
            </text>
          ))}
      </g>
    </g>
  );
}

function anchor(index: number): string {
  return index === 0 ? 'start' : index === 5 ? 'end' : 'middle';
}

function placeOf(mt: number, width: number): number {
  const share = Math.log(mt / FROM_MT) / Math.log(TO_MT / FROM_MT);
  return Math.min(1, Math.max(0, share)) * width;
}

/** Field in tesla from 100 mT on, in millitesla below. */
function fieldText(fieldMt: number): string {
  if (fieldMt >= 100) return `${Number((fieldMt / 1000).toPrecision(3))} T`;
  return `${Number(fieldMt.toPrecision(2))} mT`;
}
