import { HilError } from '../../base/hil-error.ts';
import type { Wall } from '../../base/wall-clock.ts';
import type { Speed } from '../../rigs/rig.ts';
import { styled } from '../styled-text.ts';
import { paceText } from './pace-text.ts';
import { playView } from './play-view.ts';
import { Playback, type PlayedTo } from './playback.ts';
import type { RecordedRun } from './recorded-run.ts';
import type { Terminal } from './terminal.ts';

const FRAME_US = 50_000;
/** Longest time that one frame plays. A program that was stopped goes on where it was. */
const FRAME_US_MAX = 250_000;
/** Time for which the last picture stays. */
const LAST_LOOK_US = 2_000_000;
const KEYS = [
  'space: pause, play',
  'right: next event',
  'left: event before',
  'up, down: speed',
  's: one event',
  'q: end',
];
const NO_KEYS = ['Ctrl-C: end'];

export interface PlayOptions {
  readonly title: string;
  readonly says: string;
  readonly speed: Speed;
  /** True to begin with a pause. Each key then shows one event. */
  readonly isStepped: boolean;
  readonly wall: Wall;
  readonly signal: AbortSignal;
}

/** Shows a recorded run on a terminal, until its end or the key q. Rejects with INTERRUPTED (usage) after Ctrl-C. */
export async function playRun(run: RecordedRun, terminal: Terminal, options: PlayOptions): Promise<void> {
  const { wall, signal } = options;
  const course = { atUs: run.events.map(({ words }) => words.atUs), endUs: run.endUs };
  const playback = new Playback(course, options, 0);
  let beforeUs = wall.nowUs();
  let playedUs = 0;
  let endedUs: number | undefined;
  for (;;) {
    if (signal.aborted) throw interrupted();
    const nowUs = wall.nowUs();
    playedUs += Math.min(nowUs - beforeUs, FRAME_US_MAX);
    beforeUs = nowUs;
    if (await pressed(terminal, playback, playedUs)) return;
    const shown = playback.at(playedUs);
    terminal.draw(frame(run, terminal, shown, options));
    endedUs = shown.isAtEnd && !shown.isPaused ? (endedUs ?? playedUs) : undefined;
    if (endedUs !== undefined && playedUs - endedUs >= LAST_LOOK_US) return;
    await wall.sleepUntilUs(nowUs + FRAME_US, signal);
  }
}

/** Acts on the keys since the last frame. Returns true for the key that ends the playback. */
async function pressed(terminal: Terminal, playback: Playback, playedUs: number): Promise<boolean> {
  for (const key of terminal.keys()) {
    if (key === 'quit') return true;
    if (key === 'interrupt') throw interrupted();
    if (key === 'suspend') await terminal.suspend();
    else playback.press(key, playedUs);
  }
  return false;
}

function frame(run: RecordedRun, terminal: Terminal, shown: PlayedTo, { title, says }: PlayOptions) {
  const { pumpUs, passed, speed } = shown;
  return playView(
    {
      title,
      says,
      pump: run.pump,
      run: run.stateAt(pumpUs, passed),
      pumpUs,
      endUs: run.endUs,
      pace: paceSpan(shown, paceText(speed)),
      events: run.events.slice(0, passed).map(({ words }) => words),
      keys: terminal.hasKeys ? KEYS : NO_KEYS,
    },
    terminal.size,
  );
}

function paceSpan({ isAtEnd, isPaused }: PlayedTo, pace: string) {
  if (isAtEnd) return styled('bold', 'end of the run');
  return isPaused ? styled('mark', `paused, ${pace}`) : styled('dim', pace);
}

/** Returns the failure of a playback that Ctrl-C ended. */
function interrupted(): HilError {
  return new HilError('INTERRUPTED', 'usage', 'Interrupted.');
}
