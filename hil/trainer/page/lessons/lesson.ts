import type { ScenarioSource } from '../engine/messages.ts';
import type { Entry } from '../play/player.ts';
import type { Words } from '../texts/language.ts';

/** Moment of a run that a caption waits for. A caption never waits for seconds. */
export type Anchor =
  | 'start'
  | 'end'
  | {
      readonly event: string;
      /** Fields that the event has. */
      readonly where?: Readonly<Record<string, string | number>>;
    };

/** A question before the key moment. Play pauses until the class has chosen an answer. */
export interface Prediction {
  readonly choices: readonly Words[];
  /** Index of the choice that the run confirms. */
  readonly right: number;
}

/** A caption and the moment from which it is shown. */
export interface Cue {
  readonly id: string;
  readonly at: Anchor;
  readonly says: Words;
  /** True if the caption tells what cannot be seen from outside. Without see-through it is not shown. */
  readonly isTruth?: boolean;
  /** Pace from here on, in pump seconds per second. */
  readonly speed?: number;
  readonly predict?: Prediction;
  /** Entries that bring this cue about if the user has not: the key for the next cue carries them out. */
  readonly act?: readonly Entry[];
}

/** Controls that a part offers. */
export type Tool = 'magnet' | 'scanner' | 'program' | 'bolus' | 'study' | 'alarms' | 'reservoir' | 'any';

/** A run of one scenario inside a lesson. */
export interface LessonPart {
  readonly source: ScenarioSource;
  /** A run that goes on until the user leaves it. */
  readonly isOpen?: boolean;
  readonly tools: readonly Tool[];
  readonly cues: readonly Cue[];
}

export interface Lesson {
  readonly id: string;
  readonly title: Words;
  readonly parts: readonly LessonPart[];
}
