import type { JSX } from 'preact';
import type { SceneLayout } from './scene-layout.ts';

interface DisclaimerProps {
  readonly layout: SceneLayout;
  readonly lines: readonly string[];
}

/** Disclaimer inside the picture, because the picture is copied and projected without the page. */
export function Disclaimer({ layout, lines }: DisclaimerProps): JSX.Element {
  const size = layout.textSize * 0.74;
  const { x, y } = layout.disclaimer;
  return (
    <text class="quiet disclaimer" y={y} font-size={size}>
      {lines.map((line, index) => (
        <tspan key={line} x={x} dy={index === 0 ? 0 : size * 1.3}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
