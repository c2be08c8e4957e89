import type { ScenarioSource } from '../engine/messages.ts';
import { type FreeChoice, freeText } from './free-choice.ts';
import type { Lesson, LessonPart, Tool } from './lesson.ts';

export const FREE_PLAY_ID = 'free';
const TOOLS: readonly Tool[] = ['magnet', 'scanner', 'program', 'bolus', 'study', 'alarms', 'reservoir', 'any'];

/** Returns the scenario of a choice. */
export function freeSource(choice: FreeChoice): ScenarioSource {
  return { kind: 'text', text: freeText(choice), file: 'free-play.yaml' };
}

/** Lesson without an end and without a question, with any product, program and action. */
export function freePlay(choice: FreeChoice): Lesson {
  const part: LessonPart = {
    source: freeSource(choice),
    isOpen: true,
    tools: TOOLS,
    cues: [
      {
        id: 'free',
        at: 'start',
        speed: 1,
        says: {
          en: 'Free play. Choose a pump, and act on it. An action at a past time starts the run anew from there.',
          de: 'Freies Üben: Wählen Sie eine Pumpe und greifen Sie ein. Ein früherer Zeitpunkt beginnt dort einen neuen Verlauf.',
        },
      },
    ],
  };
  return { id: FREE_PLAY_ID, title: { en: 'Free play', de: 'Freies Üben' }, parts: [part] };
}
