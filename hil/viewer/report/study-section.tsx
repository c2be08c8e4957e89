import type { JSX } from 'preact';
import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import { PumpPicture } from '../pump-picture.tsx';
import type { PumpView } from '../pump-view.ts';
import type { FilmView, StudyView } from '../study-view.ts';
import { shownNumber } from './shown-number.ts';

/** Shows a roller study: both films, every angle that fits them, what they show and what they do not. */
export function StudySection({ study, pump }: { study: StudyView; pump: PumpView }): JSX.Element {
  const { name, commandedDeg, filmed, isFlipped, films, reads, possibleReadings, shows, doesNotShow, truth, rig } =
    study;
  return (
    <section class="study">
      <h3>Study "{name}"</h3>
      <p>
        {shownNumber(commandedDeg, 'deg')} were commanded; {filmed} films
        {isFlipped ? ', mirrored since the pump is flipped' : ''}.
        {filmed === 'live' ? ' Fluoroscopy showed the motion in between.' : ''}
      </p>
      <div class="films">
        {films.map((film, index) => (
          <Film
            key={film.atUs}
            film={film}
            study={study}
            pump={pump}
            title={index === 0 && films.length > 1 ? 'before' : 'after'}
          />
        ))}
      </div>
      <dl class="facts">
        <Fact name="Angles that fit" text={anglesText(study.fitsDeg)} />
        <Fact name="If the pump is flipped" text={anglesText(study.fitsFlippedDeg)} />
        <Fact name="The films read as" text={oneOf(reads, possibleReadings)} />
        <Fact name="They show" text={shows.join(' ')} />
        <Fact name="They do not show" text={doesNotShow.join(' ')} />
        {truth === null ? null : (
          <>
            <Fact
              name="Motion of the rotor"
              text={`${shownNumber(truth.movedDeg, 'deg')}, error at most ${shownNumber(truth.errorDeg, 'deg')}`}
            />
            <Fact name="Outcome" text={`${oneOf(truth.outcome, truth.possibleOutcomes)}. ${truth.meaning}`} />
          </>
        )}
        {rig === null ? null : (
          <Fact
            name="Motion of the rig's shaft"
            text={`${shownNumber(rig.movedDeg, 'deg')}, resolution ${shownNumber(rig.resolutionDeg, 'deg')}`}
          />
        )}
      </dl>
    </section>
  );
}

/** Size of a film where a page drops its styles. */
const FILM_PX = 240;

interface FilmProps {
  readonly film: FilmView;
  readonly study: StudyView;
  readonly pump: PumpView;
  readonly title: string;
}

/** A picture mirrors the pump itself, so it takes the angle before that. */
function Film({ film, study: { rollerCount, isFlipped }, pump, title }: FilmProps): JSX.Element {
  const { filmDeg, atUs } = film;
  const label = `Film ${title} the study: rollers at ${shownNumber(filmDeg, 'deg')} and each ${shownNumber(360 / rollerCount, 'deg')} from there`;
  return (
    <figure class="film">
      <svg width={FILM_PX} height={FILM_PX} viewBox={`0 0 ${FILM_PX} ${FILM_PX}`} role="none">
        <PumpPicture
          look="film"
          pump={pump}
          rotorDeg={isFlipped ? -filmDeg : filmDeg}
          isFlipped={isFlipped}
          label={label}
        />
      </svg>
      <figcaption>
        {title}, {pumpTimeText(atUs)}
      </figcaption>
    </figure>
  );
}

function Fact({ name, text }: { name: string; text: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function anglesText(degs: readonly number[]): string {
  return degs.length === 0 ? 'none' : `${degs.map((deg) => shownNumber(deg)).join(', ')} deg`;
}

/** Names a result, and the others that the error of the rig leaves open. */
function oneOf(name: string, possible: readonly string[]): string {
  const others = possible.filter((one) => one !== name);
  return others.length === 0 ? name : `${name} (within the error also ${others.join(', ')})`;
}
