/// <reference lib="dom" />
import { EngineClient } from '../../../../hil/trainer/page/engine/engine-client.ts';
import type { ShippedLibrary } from '../../../../hil/trainer/page/engine/shipped-library.ts';
import { startTrainer } from '../../../../hil/trainer/page/start-trainer.tsx';
import type { TrainerState } from '../../../../hil/trainer/page/state/trainer-state.ts';
import { localEngine } from '../../../../hil/trainer/page/worker/local-engine.ts';
import { DrivenClock } from '../page/driven-clock.ts';
import { DrivenWall } from '../worker/driven-wall.ts';
import { FakeSerial } from './fake-serial.ts';

/** Controls of a page with a rig behind a fake Web Serial. Page, Worker and board take their time from the test. */
export interface Rigged {
  readonly state: TrainerState;
  readonly serial: FakeSerial;
  /** Lets time pass for rig and page, in frames of 50 ms. */
  advance(ms: number): Promise<void>;
  /** Lets time pass for the rig alone: a hidden tab gets no frames. */
  advanceHidden(ms: number): Promise<void>;
  /** Advances until the rig has a state. Throws after 30 s. */
  until(kind: string): Promise<void>;
}

declare global {
  interface Window {
    rigged: Rigged;
  }
}

const FRAME_MS = 50;
const UNTIL_MS_MAX = 30_000;

const library = JSON.parse(document.getElementById('library')?.textContent ?? '') as ShippedLibrary;
const clock = new DrivenClock();
const wall = new DrivenWall();
const serial = new FakeSerial(wall);
Object.defineProperty(navigator, 'serial', { value: serial });
const state = startTrainer(new EngineClient(localEngine(library, { wall, serial: serial.granted })), clock);

async function advance(ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += FRAME_MS) {
    await wall.advance(FRAME_MS * 1000);
    clock.advance(FRAME_MS);
  }
}

async function until(kind: string): Promise<void> {
  for (let passedMs = 0; state.rig.state.value.kind !== kind; passedMs += FRAME_MS) {
    if (passedMs > UNTIL_MS_MAX) throw new Error(`The rig is still ${JSON.stringify(state.rig.state.value)}.`);
    await advance(FRAME_MS);
  }
}

window.rigged = { state, serial, advance, until, advanceHidden: (ms) => wall.advance(ms * 1000) };
