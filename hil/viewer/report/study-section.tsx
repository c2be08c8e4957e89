import type { JSX } from 'preact';
import { FilmPair } from '../film-pair.tsx';
import type { PumpView } from '../pump/pump-view.ts';
import { shownNumber } from '../shown-number.ts';
import type { StudyView } from '../study-view.ts';
import { en } from '../texts/en.ts';

/** Shows a roller study: its films with every angle that fits, what they show, and what they do not prove. */
export function StudySection({ study, pump }: { study: StudyView; pump: PumpView }): JSX.Element {
  const { name, commandedDeg, filmed, isFlipped, reads, possibleReadings, shows, doesNotShow, truth, rig } = study;
  return (
    <section class="study">
      <h3>Study "{name}"</h3>
      <p>
        {shownNumber(commandedDeg, 'deg')} were commanded; {filmed} films
        {isFlipped ? ', mirrored since the pump is flipped' : ''}.
        {filmed === 'live' ? ' Fluoroscopy showed the motion in between.' : ''}
      </p>
      <div class="study-films">
        <FilmPair study={study} pump={pump} texts={en} />
      </div>
      <dl class="facts">
        <Fact name="The films read as" text={oneOf(reads, possibleReadings)} />
        <Fact name="They show" text={shows.join(' ')} />
        <Fact name="They do not show" text={doesNotShow.join(' ')} />
        <Fact name="If the pump is flipped" text={anglesText(study.fitsFlippedDeg)} />
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

function Fact({ name, text }: { name: string; text: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function anglesText(degs: readonly number[]): string {
  return degs.length === 0 ? 'no angle fits' : `a turn of ${degs.map((deg) => shownNumber(deg)).join(', ')} deg fits`;
}

/** Names a result, and the others that the error of the rig leaves open. */
function oneOf(name: string, possible: readonly string[]): string {
  const others = possible.filter((one) => one !== name);
  return others.length === 0 ? name : `${name} (within the error also ${others.join(', ')})`;
}
