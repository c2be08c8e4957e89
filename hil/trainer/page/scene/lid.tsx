import type { JSX } from 'preact';
import { painted } from '../../../viewer/pump/look.ts';
import { RACE_RADIUS } from '../../../viewer/pump/pump-geometry.ts';

/** Lid of a closed pump: what a clinician sees instead of the drive. */
export function Lid({ title }: { readonly title: string }): JSX.Element {
  return (
    <g class="lid">
      <circle {...painted('drawing', 'body')} r={RACE_RADIUS + 4} />
      <circle {...painted('drawing', 'shell')} r={RACE_RADIUS - 3} />
      <circle {...painted('drawing', 'shell')} r={32} />
      <circle {...painted('drawing', 'port')} r={17} />
      <circle {...painted('drawing', 'septum')} r={9.5} />
      <text class="quiet" y={54} font-size={6.6} text-anchor="middle">
        {title}
      </text>
    </g>
  );
}
