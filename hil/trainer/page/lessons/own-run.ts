import type { ScenarioSource } from '../engine/messages.ts';
import type { Words } from '../texts/language.ts';
import type { Lesson, Tool } from './lesson.ts';

const TOOLS: readonly Tool[] = ['magnet', 'scanner', 'program', 'study', 'alarms', 'reservoir', 'any'];

/** Lesson of a run that came from a link or a file: one caption and every control. */
export function ownRun(title: string, source: ScenarioSource, says: Words, isOpen = false): Lesson {
  const cues = [{ id: 'own', at: 'start', says }] as const;
  return { id: `own ${title}`, title: { en: title, de: title }, parts: [{ source, isOpen, tools: TOOLS, cues }] };
}
