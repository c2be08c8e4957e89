import type { StudyView } from './study-view.ts';
import type { RotorState, Texts, ValvesState } from './texts/texts.ts';

/** What a reader of a page sees of a pump at one time. Null: the product lacks it, or the page hides it. */
export interface SeenState {
  readonly rotor: {
    /** Angle and state of the true rotor; null if the truth is hidden. */
    readonly truth: { readonly deg: number; readonly state: RotorState } | null;
    readonly commandedDeg: number;
    readonly rollerCount: number;
  } | null;
  readonly valves: ValvesState | null;
  readonly volumes: { readonly believedUl: number; readonly deliveredUl: number | null } | null;
  readonly study: StudyView | null;
}

/** What has changed, and so what the sentence is about. `all` is for a picture without a change before it. */
export type SeenChange =
  | { readonly kind: 'rotor' | 'valves' | 'volumes' | 'study' | 'all' }
  /** A film was taken; its number counts from 1. */
  | { readonly kind: 'film'; readonly number: number };

/** Says what is seen after a change, in whole sentences; empty if the state has nothing to say about it. */
export function describeSeen(state: SeenState, change: SeenChange, texts: Texts): string {
  switch (change.kind) {
    case 'rotor':
      return sentences(rotorSentences(state, texts));
    case 'valves':
      return valvesSentence(state, texts);
    case 'volumes':
      return sentences(volumeSentences(state, texts));
    case 'film':
      return filmSentence(state, change.number, texts);
    case 'study':
      return state.study === null ? '' : studySentences(state.study, texts);
    case 'all':
      return sentences([
        ...rotorSentences(state, texts),
        valvesSentence(state, texts),
        ...volumeSentences(state, texts),
        state.study === null ? '' : studySentences(state.study, texts),
      ]);
  }
}

/** Says what the films of a study show. */
export function studySentences(study: StudyView, texts: Texts): string {
  const { films, commandedDeg, rollerCount } = study;
  if (films.length >= 2) return turnSentences(study, texts);
  const commanded = texts.rotor.commanded(angle(commandedDeg, texts));
  return sentences([...films.map(({ filmDeg }) => filmFits(filmDeg, rollerCount, texts)), commanded]);
}

/** What both films of a study leave open. */
export type TurnSeen = Pick<
  StudyView,
  'filmed' | 'fitsDeg' | 'fitsFlippedDeg' | 'commandedDeg' | 'toleranceDeg' | 'reads'
>;

/** Says which turns both films fit, and which was commanded. */
export function turnSentences(seen: TurnSeen, texts: Texts): string {
  const { fitsDeg, fitsFlippedDeg, commandedDeg, toleranceDeg, filmed, reads } = seen;
  const commanded = texts.rotor.commanded(angle(commandedDeg, texts));
  if (filmed === 'live') return sentences([texts.films.turnSeen(angles(fitsDeg, texts)), commanded]);
  const isAlike = fitsDeg.some((deg) => Math.abs(deg) <= toleranceDeg);
  const isOther = fitsFlippedDeg.some((deg) => !fitsDeg.some((fit) => Math.abs(fit - deg) <= toleranceDeg));
  return sentences([
    texts.films.turnFits(angles(fitsDeg, texts)),
    isOther ? texts.films.turnFitsFlipped(angles(fitsFlippedDeg, texts)) : '',
    commanded,
    isAlike ? texts.films.alike : '',
    isAlike && reads === 'fail' ? '' : texts.films.reads[reads],
  ]);
}

/** Returns an angle as text, with a decimal unless it is whole. */
export function angle(deg: number, { number }: Texts): string {
  return number(deg, Math.abs(deg - Math.round(deg)) < 0.05 ? 0 : 1);
}

function angles(degs: readonly number[], texts: Texts): string {
  return texts.or(degs.map((deg) => angle(deg, texts)));
}

/** Names every rotor angle within a turn that fits one film, since equal rollers look alike. */
function filmFits(filmDeg: number, rollerCount: number, texts: Texts): string {
  const apartDeg = 360 / rollerCount;
  const firstDeg = filmDeg - apartDeg * Math.floor(filmDeg / apartDeg);
  const all = Array.from({ length: rollerCount }, (_, index) => firstDeg + index * apartDeg);
  return texts.films.fits(angles(all, texts));
}

function filmSentence({ study }: SeenState, number: number, texts: Texts): string {
  const film = study?.films[number - 1];
  return study == null || film === undefined ? '' : filmFits(film.filmDeg, study.rollerCount, texts);
}

function rotorSentences({ rotor }: SeenState, texts: Texts): readonly string[] {
  if (rotor === null) return [];
  const commanded = texts.rotor.commanded(angle(rotor.commandedDeg, texts));
  if (rotor.truth === null) return [commanded, texts.rotor.unseen];
  const { deg, state } = rotor.truth;
  const becomes = state === 'turning' ? '' : `${capitalized(texts.rotor.becomes[state])}.`;
  return [becomes, texts.rotor.standsAt(angle(deg, texts)), commanded];
}

function valvesSentence({ valves }: SeenState, texts: Texts): string {
  return valves === null ? '' : texts.valves[valves];
}

/** Smallest difference of volumes that is said. A pulse of the rollers makes some tenths. */
const DIFFERENCE_UL_MIN = 1;

function volumeSentences({ volumes }: SeenState, { volumes: words, number }: Texts): readonly string[] {
  if (volumes === null) return [];
  const { believedUl, deliveredUl } = volumes;
  if (deliveredUl === null) return [words.believed(number(believedUl, 1))];
  const missingUl = believedUl - deliveredUl;
  const difference = number(Math.abs(missingUl), 1);
  const isSame = Math.abs(missingUl) < DIFFERENCE_UL_MIN;
  return [
    words.believed(number(believedUl, 1)),
    words.delivered(number(deliveredUl, 1)),
    isSame ? '' : missingUl > 0 ? words.missing(difference) : words.extra(difference),
  ];
}

function sentences(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
