import { describe, expect, test } from 'vitest';
import type { Screen } from '../../../hil/demo/screen.ts';
import { StudyShow } from '../../../hil/demo/study-show.ts';
import { COLUMNS, terminalText } from '../../../hil/demo/styled-text.ts';
import { read } from '../scenario/language/scenario-text.ts';

/** Records the frames of the screen. */
class ScreenOnPaper implements Screen {
  readonly printed: string[] = [];
  readonly frames: string[] = [];
  readonly isLive: boolean;
  readonly columns = COLUMNS;
  onFrame: ((frame: string) => void) | undefined;

  constructor(isLive: boolean) {
    this.isLive = isLive;
  }

  print(lines: Parameters<Screen['print']>[0]): void {
    this.printed.push(terminalText(lines, false));
  }

  live(lines: Parameters<Screen['live']>[0]): void {
    const frame = terminalText(lines, false);
    this.frames.push(frame);
    this.onFrame?.(frame);
  }

  clear(): void {}

  end(): void {}
}

/** A short time before and after the study. The study has its full length. */
const inField = read({
  pump: '{ product: synchromed-ii, mode: simple continuous, rate: 1 mL/day }',
  timeline: [
    '{ at: 10.5 s, field: 1.5 T, azimuth: 40 deg, name: scanner }',
    '{ at: 60 s, roller study: take, name: study }',
    '{ at: 500 s, field: off, name: out }',
  ],
  expect: [
    '{ name: films show no turn, outcome: fail, of: study }',
    '{ name: rotor held, during: scanner, signal: true.rotorDeg, changes at most: 3 deg }',
  ],
});

function show(screen: Screen, signal = new AbortController().signal): StudyShow {
  return new StudyShow(inField, { title: 'a study', rig: 'loopback', screen, signal });
}

/** Returns the pump time that a frame shows, in seconds. */
function shownS(frame: string): number {
  const [, hours, minutes, seconds] = /pump time +(\d+):(\d\d):(\d\d)/.exec(frame) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

describe('a study that is shown', () => {
  test('is paced for a viewer, with the same result', async () => {
    const screen = new ScreenOnPaper(true);
    const ended: string[] = [];
    const running = show(screen).run();
    const seenEnd = running.then(() => ended.push('seen'));
    const unseen = await show(new ScreenOnPaper(false)).run();
    ended.push('unseen');
    const seen = await running;
    await seenEnd;
    // The unseen run began later, and is not paced.
    expect(ended).toEqual(['unseen', 'seen']);
    // Paced segments are shorter, so the rig reports differ. The records of the pump do not.
    expect(seen.result).toEqual({ ...unseen.result, rigHash: seen.result.rigHash });
    expect(seen.result.verdict).toBe('pass');
    expect(seen.filmShaftDegs).toHaveLength(2);
    const times = screen.frames.map(shownS);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBe(500);
    const inStudy = times.filter((timeS) => timeS > 60 && timeS < 96);
    expect(new Set(inStudy).size).toBeGreaterThan(20);
  });

  test('ends at once when it is interrupted during a turn', async () => {
    const controller = new AbortController();
    const screen = new ScreenOnPaper(true);
    let atAbort: { readonly frames: number; readonly printed: number } | undefined;
    screen.onFrame = (frame) => {
      if (atAbort !== undefined || shownS(frame) < 65) return;
      atAbort = { frames: screen.frames.length, printed: screen.printed.length };
      controller.abort();
    };
    const ended = show(screen, controller.signal).run();
    await expect(ended).rejects.toMatchObject({ name: 'HilError', code: 'INTERRUPTED' });
    // The turn ends at 96 s. No frame and no event of the pump follow the interrupt.
    expect({ frames: screen.frames.length, printed: screen.printed.length }).toEqual(atAbort);
  });
});
