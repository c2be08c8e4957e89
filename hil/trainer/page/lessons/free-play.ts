import type { Lesson, LessonPart, Tool } from './lesson.ts';

/** Choices of free play. They are checked by the language, like a scenario that was written by hand. */
export interface FreeChoice {
  readonly product: string;
  /** Numbers as the user typed them. */
  readonly rateMlPerDay: string;
  readonly reservoirMl: string;
  readonly hasCatheter: boolean;
}

export const FREE_PLAY_ID = 'free';
const TOOLS: readonly Tool[] = ['magnet', 'scanner', 'program', 'bolus', 'study', 'alarms', 'reservoir', 'any'];

/** Choice with which free play begins. */
export const firstChoice: FreeChoice = {
  product: 'synchromed-ii',
  rateMlPerDay: '24',
  reservoirMl: '18',
  hasCatheter: true,
};

/** Lesson without an end and without a question, with any product, program and action. */
export function freePlay({ product, rateMlPerDay, reservoirMl, hasCatheter }: FreeChoice): Lesson {
  const catheter = hasCatheter ? ', catheter: {}' : '';
  const text = `scenario: free-play
says: Free play with the trainer.
pump: { product: ${product}, mode: simple continuous, rate: ${rateMlPerDay} mL/day, reservoir: ${reservoirMl} mL${catheter} }
timeline: []
ends at: 5 min
`;
  const part: LessonPart = {
    source: { kind: 'text', text, file: 'free-play.yaml' },
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
