import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import type { TimeSpan } from '../../../../hil/viewer/check-view.ts';
import type { LaneView } from '../../../../hil/viewer/lane-view.ts';
import { LaneSampler } from '../../../../hil/viewer/lanes/lane-frame.ts';
import { StaticLane } from '../../../../hil/viewer/lanes/lane-svg.tsx';
import type { ShownVerdict } from '../../../../hil/viewer/lanes/shown-verdicts.ts';
import { piecesOf, sampleRun } from '../sample-run.ts';

const lane = sampleRun.lanes[0] as LaneView;
function laneSvg(shownLane: LaneView, shown: TimeSpan, verdicts: readonly ShownVerdict[] = []): string {
  return renderToString(h(StaticLane, { frame: new LaneSampler(shownLane).frame(shown, 638), verdicts }));
}

const whole = { fromUs: 0, toUs: sampleRun.endUs };

describe('a lane as SVG', () => {
  test('shows signals, states, events, bands and the verdict with its deciding stretch', () => {
    const deciding = { fromUs: 615_000_000, toUs: 636_000_000 };
    const svg = laneSvg(lane, whole, [
      { name: 'a', verdict: 'not decided', alongTime: [{ ...deciding, verdict: 'not decided' }], deciding },
      { name: 'b', verdict: 'fail', alongTime: [], deciding },
    ]);

    for (const part of ['role-truth', 'role-belief', 'tone-bad', '<title>magnet</title>', 'band-limit']) {
      expect(svg).toContain(part);
    }
    expect(svg).toContain('verdict-not-decided');
    expect([...svg.matchAll(/lane-deciding[^>]*><title>([^<]*)/g)].map(([, text]) => text)).toEqual([
      'a: not decided',
      'b: fail',
    ]);
    expect(svg).not.toContain('style=');
  });

  test('draws two straight pieces by a handful of points', () => {
    const [signal] = lane.signals;
    const pieces = piecesOf([
      [0, 0, 1],
      [450, 450, 0],
    ]);
    const svg = laneSvg({ ...lane, signals: signal === undefined ? [] : [{ ...signal, pieces }] }, whole);

    expect(/class="line role-truth" d="(M 0 [^"]* L [^"]*)"/.exec(svg)?.[1]?.split(' L ')?.length).toBeLessThan(6);
  });

  test('keeps to the curve of an exponential', () => {
    const [signal] = lane.signals;
    const pieces = { ...piecesOf([[0, 0]]), to: Float64Array.of(1), tauUs: Float64Array.of(200_000_000) };
    const svg = laneSvg({ ...lane, bands: [], signals: signal === undefined ? [] : [{ ...signal, pieces }] }, whole);
    const points = /class="line role-truth" d="M (0 [^"]*)"/
      .exec(svg)?.[1]
      ?.split(' L ')
      .map((point) => point.split(' ').map(Number));
    const xs = (points ?? []).map(([x]) => x as number);

    // A chord that is a third of the lane long would leave the curve.
    expect(Math.max(...xs.slice(1).map((x, index) => x - (xs[index] as number)))).toBeLessThan(638 / 3);
    expect(xs.length).toBeLessThan(80);
  });

  test('leaves values of zero out on a scale of powers of ten', () => {
    const [signal] = lane.signals;
    const pieces = piecesOf([
      [0, 0],
      [300, 1500],
      [600, 0],
    ]);
    const field = {
      ...lane,
      scale: 'log',
      bands: [],
      signals: signal === undefined ? [] : [{ ...signal, pieces }],
    } as const;

    expect(laneSvg(field, whole)).not.toMatch(/NaN|Infinity/);
  });

  test('has no plot for states alone', () => {
    expect(laneSvg({ ...lane, signals: [], bands: [] }, whole)).toContain('turning');
  });

  test('of an empty run has no value that is not a number', () => {
    const [signal] = lane.signals;
    const empty = { ...lane, signals: signal === undefined ? [] : [{ ...signal, pieces: piecesOf([]) }] };

    expect(laneSvg(empty, { fromUs: 0, toUs: 1 })).not.toMatch(/NaN|Infinity/);
  });

  test('draws what shares a pixel once, the worst mark, state and verdict first', () => {
    const count = 50_000;
    const spans = Array.from({ length: count }, (_, index) => {
      const fromUs = (index * sampleRun.endUs) / count;
      return {
        fromUs,
        toUs: fromUs + sampleRun.endUs / count,
        text: 'held',
        tone: index === 77 ? 'bad' : 'plain',
      } as const;
    });
    const marks = spans.map(({ fromUs, text, tone }) => ({ atUs: fromUs, text, tone }));
    const alongTime = spans.map((span, index) => ({ ...span, verdict: index === 77 ? 'fail' : 'pass' }) as const);
    const [row] = lane.states;
    const svg = laneSvg({ ...lane, marks, states: row === undefined ? [] : [{ ...row, spans }] }, whole, [
      { name: 'a', verdict: 'fail', alongTime, deciding: null },
    ]);

    for (const part of ['mark-', 'tone-', 'verdict-']) {
      expect(svg.split(`class="${part === 'mark-' ? 'lane-mark ' : ''}${part}`).length).toBeLessThan(700);
    }
    expect([...svg.matchAll(/class="(?:lane-mark )?(mark-bad|tone-bad|verdict-fail)"/g)]).toHaveLength(3);
  });

  test('has two values on a scale of powers of ten for one value', () => {
    const [signal] = lane.signals;
    const pieces = piecesOf([[0, 1500]]);
    const svg = laneSvg(
      { ...lane, scale: 'log', bands: [], signals: signal === undefined ? [] : [{ ...signal, pieces }] },
      whole,
    );

    expect(svg).toMatch(/>1000<.*>10000</s);
  });
});
