/// <reference lib="dom" />
import { EngineClient } from '../../../../hil/trainer/page/engine/engine-client.ts';
import type { ShippedLibrary } from '../../../../hil/trainer/page/engine/shipped-library.ts';
import { startTrainer } from '../../../../hil/trainer/page/start-trainer.tsx';
import type { TrainerState } from '../../../../hil/trainer/page/state/trainer-state.ts';
import { localEngine } from '../../../../hil/trainer/page/worker/local-engine.ts';
import { DrivenClock } from './driven-clock.ts';

/** Controls of a page whose clock a test drives. */
export interface Driven {
  readonly state: TrainerState;
  /** Lets wall time pass in frames of at most `frameMs`. */
  advance(ms: number, frameMs?: number): void;
  /** Goes through the open lesson to its end, answers its question, and returns the captions that were shown. */
  walk(): Promise<readonly string[]>;
}

declare global {
  interface Window {
    driven: Driven;
  }
}

const library = JSON.parse(document.getElementById('library')?.textContent ?? '') as ShippedLibrary;
const clock = new DrivenClock();
const state = startTrainer(new EngineClient(localEngine(library)), clock);

/** Longest lesson, in frames of 100 ms: five minutes of wall time. */
const FRAMES_MAX = 3000;

async function walk(): Promise<readonly string[]> {
  const { lessons } = state;
  const shown: string[] = [];
  for (let frame = 0; frame < FRAMES_MAX; frame += 1) {
    const cue = lessons.cue.value?.id;
    if (cue !== undefined && cue !== shown.at(-1)) shown.push(cue);
    if (lessons.isAsking.value) lessons.answer(0);
    if (!isRead()) clock.advance(100, 100);
    else if (lessons.place.value?.lesson.parts.at(-1) === lessons.part) break;
    else await lessons.next();
  }
  return shown;
}

/** Whether the last caption of the part is shown and was read. */
function isRead(): boolean {
  const { place, part, readShare } = state.lessons;
  return place.value?.cueIndex === (part?.cues.length ?? 0) - 1 && readShare.value === 1;
}

window.driven = { state, walk, advance: (ms, frameMs) => clock.advance(ms, frameMs) };
