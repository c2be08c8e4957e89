import type { JSX } from 'preact';
import { entryIn } from '../texts/pump-words.ts';
import { usePicked } from './picked.ts';
import type { SceneProps } from './scene-props.ts';

/** Width of a character as a share of its height, in most fonts. */
const CHARACTER_WIDTH = 0.6;
/** Width of the loudspeaker before the text. */
const SIGN_WIDTH = 52;

/** The alarms that the pump sounds. They are heard near the patient, so they are shown without see-through too. */
export function AlarmSign({ moment, layout, texts }: SceneProps): JSX.Element | null {
  const alarms = usePicked(moment, (now) => now.alarms.join('|'));
  if (alarms === '') return null;
  const { alarm, textSize: size } = layout;
  const causes = alarms.split('|').map((cause) => entryIn(cause, texts.viewer.language === 'de' ? 'de' : 'en'));
  const text = causes.join(', ');
  const width = text.length * size * CHARACTER_WIDTH + SIGN_WIDTH;
  return (
    <g class="alarm" transform={`translate(${alarm.x - width} ${alarm.y})`}>
      <rect x={-10} y={-size * 0.95} width={width + 10} height={size * 1.9} rx={size} />
      <path d="M 4 -5 h 7 l 8 -7 v 24 l -8 -7 h -7 Z" />
      <path class="wave" d="M 24 -6 a 9 9 0 0 1 0 12 M 30 -11 a 16 16 0 0 1 0 22" />
      <text x={44} y={size * 0.36} font-size={size}>
        {text}
      </text>
    </g>
  );
}
