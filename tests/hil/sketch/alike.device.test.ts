import { beforeAll, expect, test } from 'vitest';
import { frameFault } from '../../../protocol/line/frame.ts';
import { bytesOf } from '../../../protocol/tables/ascii.ts';
import { describeWith } from '../../needed-tool.ts';
import { runCount } from '../../run-count.ts';
import { saidBy } from './pc-board.ts';
import { RandomRun, type Scene } from './random-run.ts';
import { builtPcBoard } from './sketch-build.ts';

const BUILD_MS = 180_000;
let program = '';

beforeAll(() => {
  program = builtPcBoard();
}, BUILD_MS);

/**
 * Allowed differences between two boards: the identity, a sensor value that no request read, a sensor value in a repeated
 * event, and the time at which a board noticed a field.
 */
function comparable(line: string, kind: Scene['kind']): string {
  const body = line.replace(/\*[0-9A-F]{6}$/, '').replace(/ name=.*/, '');
  if (line.startsWith('#')) return body;
  if (/ (?:live|agc)=/.test(line)) return body;
  const unread = body.replace(/ r=\d+ n=-?\d+ f=-?\d+\.\d/, '');
  if (line.startsWith('<')) return unread;
  if (kind === 'wait' && line.includes(' DONE ')) return body.replace(/ f=-?\d+\.\d m=\w+ g=../, '');
  return line.includes(' TRIP ') ? unread.replace(/ u=.*/, '') : unread;
}

/** A reply and the event that it caused may come in either order. A field may be noticed a little later. */
const comparableAll = (lines: readonly string[], kind: Scene['kind']): readonly string[] =>
  lines.map((line) => comparable(line, kind)).sort();

const sound = (line: string): boolean => line.startsWith('# ') || frameFault(bytesOf(line), line.length) === '';

describeWith('g++', 'the sketch on this PC', () => {
  test.each([
    ['lapses, stops, damaged lines', false, runCount({ quick: 5, long: 12 })],
    ['a field that trips', true, runCount({ quick: 3, long: 8 })],
  ])('replies like the board in TypeScript in random runs: %s', (_what, withField, seeds) => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { scenes } = new RandomRun(seed, 400, withField);
      const answers = saidBy(
        program,
        scenes.flatMap((scene) => scene.happenings),
      );
      let at = 1;
      for (const [index, scene] of scenes.entries()) {
        const said = answers.slice(at, at + scene.happenings.length).flat();
        if (index === 0) said.unshift(...(answers[0] ?? []));
        at += scene.happenings.length;
        expect(said.filter((line) => !sound(line))).toEqual([]);
        const where = `seed ${seed}, scene ${index}: ${JSON.stringify(scene.happenings)}`;
        expect(comparableAll(said, scene.kind), where).toEqual(comparableAll(scene.said, scene.kind));
      }
      expect(at).toBe(answers.length);
    }
  });
});
