import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { pumpTimeText } from '../../firmware-sim/base/pump-time-text.ts';
import { studySentences } from './describe.ts';
import { filmTitle } from './film-pair.tsx';
import { FitArcs } from './fit-arcs.tsx';
import { PumpParts } from './pump/pump-picture.tsx';
import type { PumpView } from './pump/pump-view.ts';
import type { StudyView } from './study-view.ts';
import type { Texts } from './texts/texts.ts';
import { wrapped } from './wrapped-text.ts';

/** Films of a study as one picture to keep. */
export interface FilmSheet {
  readonly study: StudyView;
  readonly pump: PumpView;
  readonly texts: Texts;
  readonly disclaimer: string;
}

/** Size of the sheet, whose films are 224 wide. */
const [WIDTH, TEXT_TOP, LINE_HEIGHT] = [480, 262, 13];
const CHARACTERS_PER_LINE = 86;

/** Returns the films as an SVG file that stands alone: both films, the turns that fit, the sentence and the disclaimer. */
export function filmSheetSvg(sheet: FilmSheet): string {
  return renderToString(<Sheet {...sheet} />);
}

function Sheet({ study, pump, texts, disclaimer }: FilmSheet): JSX.Element {
  const lines = [studySentences(study, texts), disclaimer].flatMap((text) => wrapped(text, CHARACTERS_PER_LINE));
  const height = TEXT_TOP + lines.length * LINE_HEIGHT + 8;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${height}`}
      width={WIDTH * 2}
      height={height * 2}
      font-family="system-ui, 'DejaVu Sans', sans-serif"
    >
      <title>{`${pump.title}: ${texts.films.title(study.name)}`}</title>
      <rect width={WIDTH} height={height} fill="#fff" />
      {study.films.map((film, index) => (
        <g key={film.atUs} transform={`translate(${124 + index * 232} 120)`}>
          <PumpParts
            pump={pump}
            look="film"
            label=""
            rotorDeg={study.isFlipped ? -film.filmDeg : film.filmDeg}
            isFlipped={study.isFlipped}
          />
          {index === 1 && <FitArcs study={study} texts={texts} />}
          <text x={-112} y={130} font-size={10} fill="#1d2528">
            {`${filmTitle(film, index === 0 ? 0 : 1, texts)}, ${pumpTimeText(film.atUs)}`}
          </text>
        </g>
      ))}
      {lines.map((line, index) => (
        <text key={line} x={12} y={TEXT_TOP + 10 + index * LINE_HEIGHT} font-size={9.5} fill="#1d2528">
          {line}
        </text>
      ))}
    </svg>
  );
}
