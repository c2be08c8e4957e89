import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { renderToString } from 'preact-render-to-string';
import { pumpTimeText } from '../../firmware-sim/base/pump-time-text.ts';
import { angle, studySentences } from './describe.ts';
import { FitArcs, isCommanded } from './fit-arcs.tsx';
import { Protractor } from './protractor.tsx';
import { PumpPicture } from './pump/pump-picture.tsx';
import type { PumpView } from './pump/pump-view.ts';
import type { FilmView, StudyView } from './study-view.ts';
import type { Texts } from './texts/texts.ts';
import type { TimeView } from './time-view.ts';

export interface FilmPairProps {
  readonly study: StudyView;
  readonly pump: PumpView;
  readonly texts: Texts;
  /** True once a script runs: only then can the reader turn the protractors and save the films. */
  readonly isLive?: boolean;
  /** False hides the angles that fit, so that a class reads the films first. */
  readonly showsFits?: boolean;
  /** Time cursor of the page: the film that was the last one then is marked. */
  readonly time?: TimeView;
  /** Saves the films; absent: no buttons. */
  readonly onSave?: (format: 'svg' | 'png') => void;
}

/** Shows the films before and after a study, the turns that fit them, and protractors to measure with. */
export function FilmPair(props: FilmPairProps): JSX.Element {
  const { study, pump, texts, isLive = false, showsFits = true, time, onSave } = props;
  const [armsDeg, setArmsDeg] = useState<readonly [number, number] | undefined>();
  const [isMeasuring, setIsMeasuring] = useState(!showsFits);
  const { films: words } = texts;
  const canMeasure = isLive && study.films.length === 2;
  const measures = canMeasure && isMeasuring;
  const [beforeDeg, afterDeg] = armsDeg ?? [0, 0];
  const turned = (index: 0 | 1, deg: number): void => setArmsDeg(index === 0 ? [deg, afterDeg] : [beforeDeg, deg]);
  return (
    <figure class="film-pair" lang={texts.language} aria-label={words.title(study.name)}>
      <div class="films">
        {([0, 1] as const).map((index) => (
          <Film key={index} film={study.films[index]} {...{ index, study, pump, texts, time }}>
            {measures ? (
              <Protractor
                deg={index === 0 ? beforeDeg : afterDeg}
                label={words.arm(index + 1)}
                valueText={`${index === 0 ? beforeDeg : afterDeg} ${words.angleUnit}`}
                onTurn={(deg) => turned(index, deg)}
              />
            ) : index === 1 && showsFits ? (
              <FitArcs study={study} texts={texts} />
            ) : undefined}
          </Film>
        ))}
      </div>
      <figcaption>
        {measures && (
          <Reading study={study} texts={texts} turnDeg={armsDeg === undefined ? undefined : afterDeg - beforeDeg} />
        )}
        {showsFits && <p>{studySentences(study, texts)}</p>}
        {showsFits && <Fits study={study} texts={texts} />}
      </figcaption>
      {isLive && (
        <div class="buttons">
          {canMeasure && (
            <button type="button" aria-pressed={isMeasuring} onClick={() => setIsMeasuring(!isMeasuring)}>
              {words.measure}
            </button>
          )}
          {onSave !== undefined && (
            <>
              <button type="button" onClick={() => onSave('svg')}>
                {words.saveSvg}
              </button>
              <button type="button" onClick={() => onSave('png')}>
                {words.savePng}
              </button>
            </>
          )}
        </div>
      )}
    </figure>
  );
}

interface FilmProps {
  readonly film: FilmView | undefined;
  readonly index: 0 | 1;
  readonly study: StudyView;
  readonly pump: PumpView;
  readonly texts: Texts;
  readonly time: TimeView | undefined;
  readonly children: JSX.Element | undefined;
}

function Film({ film, index, study, pump, texts, time, children }: FilmProps): JSX.Element {
  const title = filmTitle(film, index, texts);
  if (film === undefined) return <p class="film-missing">{`${title}: ${texts.films.missing}`}</p>;
  const atUs = time?.cursorUs.value ?? -1;
  const nextUs = study.films[index + 1]?.atUs ?? Number.POSITIVE_INFINITY;
  const isCurrent = film.atUs <= atUs && atUs < nextUs;
  return (
    <div class={isCurrent ? 'film is-current' : 'film'}>
      <PumpPicture
        pump={pump}
        look="film"
        label={title}
        rotorDeg={study.isFlipped ? -film.filmDeg : film.filmDeg}
        isFlipped={study.isFlipped}
      >
        {children}
      </PumpPicture>
      <p>
        {title}{' '}
        {time === undefined ? (
          <time>{pumpTimeText(film.atUs)}</time>
        ) : (
          <button type="button" class="time-link" onClick={() => time.moveTo(film.atUs)}>
            {pumpTimeText(film.atUs)}
          </button>
        )}
      </p>
    </div>
  );
}

/** Returns the title of a film: the first, the second, or the picture while the rotor turns. */
export function filmTitle(film: FilmView | undefined, index: 0 | 1, { films }: Texts): string {
  if (index === 0) return films.before;
  return film?.isTurning === true ? films.turning : films.after;
}

/** Lists every angle that fits, the commanded one marked. */
function Fits({ study, texts }: { readonly study: StudyView; readonly texts: Texts }): JSX.Element | null {
  if (study.films.length < 2) return null;
  return (
    <dl class="fits">
      <dt>{texts.films.allFits}</dt>
      {study.fitsDeg.map((deg) => (
        <dd key={deg} class={isCommanded(deg, study) ? 'is-commanded' : undefined}>
          {angle(deg, texts)} {texts.films.angleUnit}
          {isCommanded(deg, study) ? ` (${texts.films.fitOfCommand})` : ''}
        </dd>
      ))}
    </dl>
  );
}

interface ReadingProps {
  readonly study: StudyView;
  readonly texts: Texts;
  /** Undefined until the reader has turned an arm. */
  readonly turnDeg: number | undefined;
}

function Reading({ study, texts, turnDeg }: ReadingProps): JSX.Element {
  const isFit = turnDeg !== undefined && study.fitsDeg.some((deg) => Math.abs(deg - turnDeg) <= study.toleranceDeg);
  return (
    <>
      <output>{turnDeg === undefined ? '' : texts.films.reading(angle(turnDeg, texts), isFit)}</output>
      <p class="hint">{texts.films.armHint}</p>
    </>
  );
}

/** Returns the films as HTML that needs no script. */
export function filmPairHtml(study: StudyView, pump: PumpView, texts: Texts): string {
  return renderToString(<FilmPair study={study} pump={pump} texts={texts} />);
}
