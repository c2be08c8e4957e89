import { momentIn, momentText, type SharedMoment } from '../engine/shared-moment.ts';
import { allLessons } from '../lessons/all-lessons.ts';
import { type FreeChoice, freeChoiceIn } from '../lessons/free-choice.ts';
import { FREE_PLAY_ID, freePlay } from '../lessons/free-play.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { ownRun } from '../lessons/own-run.ts';
import { isLanguage, type Language, type Words } from '../texts/language.ts';
import { placeTexts } from '../texts/place-texts.ts';

/** Place of a class: the run, the lesson and its caption, the shown moment, and what the user has switched. */
export interface KeptPlace {
  /** The run. Its time is that of the shown moment. */
  readonly moment: SharedMoment;
  /** Latest time that was shown. */
  readonly seenUs: number;
  readonly lesson: Lesson;
  readonly partIndex: number;
  readonly cueIndex: number;
  readonly answers: Readonly<Record<string, number>>;
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly isMagnetFlat: boolean;
  readonly settings: KeptSettings;
}

/** Settings of the page, which outlive a run that could not be kept. */
export interface KeptSettings {
  readonly language: Language;
  readonly isSeeThrough: boolean;
  readonly choice: FreeChoice;
}

/** A place as two texts. The run is apart, because it changes seldom and may be long. */
export interface PlaceTexts {
  readonly run: string;
  readonly place: string;
}

/** What two texts hold: a place, or why they hold none. */
export type PlaceRead =
  | { readonly ok: true; readonly place: KeptPlace }
  | { readonly ok: false; readonly says: Words; readonly settings?: KeptSettings };

const LESSON_TITLE_CHARS_MAX = 1000;

/** Returns the part of a place that changes from moment to moment. */
export function placeText({ moment, lesson, settings, ...place }: KeptPlace): string {
  const { language, isSeeThrough, choice } = settings;
  const [part] = lesson.parts;
  const own = { title: lesson.title.en, says: part?.cues[0]?.says, isOpen: part?.isOpen ?? false };
  const isOfCourse = lesson.id === FREE_PLAY_ID || allLessons.includes(lesson);
  const named = isOfCourse ? { id: lesson.id } : { own };
  return JSON.stringify({ ...place, ...named, atUs: moment.atUs, language, isSeeThrough, choice });
}

/** Returns the part of a place that names the run. */
export function runText(moment: SharedMoment): string {
  return momentText({ ...moment, atUs: 0 });
}

/** Reads a place. Never throws, whatever the texts. */
export function placeIn({ run, place }: PlaceTexts): PlaceRead {
  const read = objectIn(place);
  const settings = settingsIn(read);
  const wrong = (says: Words): PlaceRead => ({ ok: false, says, ...(settings === undefined ? {} : { settings }) });
  if (settings === undefined) return wrong(placeTexts.unreadable);
  const moment = momentIn(run);
  const { atUs, seenUs, partIndex, cueIndex, answers, isPlaying, speed, isMagnetFlat } = read;
  if (moment === undefined || !isCount(atUs) || !isCount(seenUs)) return wrong(placeTexts.unreadable);
  if (typeof speed !== 'number' || !(speed > 0) || !isAnswers(answers)) return wrong(placeTexts.unreadable);
  const lesson = lessonIn(read, moment, settings.choice);
  if (lesson === undefined) return wrong(placeTexts.unknownLesson);
  if (!isCount(partIndex) || !isCount(cueIndex) || lesson.parts[partIndex]?.cues[cueIndex] === undefined)
    return wrong(placeTexts.unknownLesson);
  const switched = { isPlaying: isPlaying === true, isMagnetFlat: isMagnetFlat === true };
  const progress = { lesson, partIndex, cueIndex, answers };
  return { ok: true, place: { moment: { ...moment, atUs }, seenUs, speed, settings, ...progress, ...switched } };
}

function settingsIn({ language, isSeeThrough, choice }: Fields): KeptSettings | undefined {
  const chosen = freeChoiceIn(choice);
  if (!isLanguage(language) || typeof isSeeThrough !== 'boolean' || chosen === undefined) return undefined;
  return { language, isSeeThrough, choice: chosen };
}

function lessonIn({ id, own }: Fields, { plan }: SharedMoment, choice: FreeChoice): Lesson | undefined {
  if (id === FREE_PLAY_ID) return freePlay(choice);
  if (id !== undefined) return allLessons.find((lesson) => lesson.id === id);
  const { title, says, isOpen } = isFields(own) ? own : {};
  if (typeof title !== 'string' || title.length > LESSON_TITLE_CHARS_MAX || !isWords(says)) return undefined;
  return ownRun(title, plan.source, says, isOpen === true);
}

type Fields = Readonly<Record<string, unknown>>;

function objectIn(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isAnswers(value: unknown): value is Readonly<Record<string, number>> {
  return isFields(value) && Object.values(value).every((one) => Number.isSafeInteger(one));
}

function isWords(value: unknown): value is Words {
  return isFields(value) && typeof value.en === 'string' && typeof value.de === 'string';
}
