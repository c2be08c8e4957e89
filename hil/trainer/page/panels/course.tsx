import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import type { RunTrace } from '../play/run-trace.ts';
import type { TrainerState } from '../state/trainer-state.ts';

const WIDTH = 300;
const HEIGHT = 96;
const POINTS = 120;
/** The course grows in pieces of this share of its length, so that it is not drawn again for each picture. */
const GROWTH = 60;
/** It grows at most four times a second of wall time. */
const WALL_US_MIN = 250_000;

/** Course of the two volumes so far: what the pump believes, and with see-through what was delivered. */
export function Course({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { player, isSeeThrough } = state;
  const texts = state.texts.value.readouts;
  const toUs = useComputed(() => {
    const shareUs = 10 ** Math.floor(Math.log10(Math.max(1e6, player.seenUs.value))) / GROWTH;
    const unitUs = Math.max(shareUs, player.isPlaying.value ? WALL_US_MIN * player.speed.value : 0);
    return Math.floor(player.seenUs.value / unitUs) * unitUs;
  });
  const paths = useComputed(() => {
    const trace = player.shown.value?.trace;
    return trace === undefined || toUs.value === 0 ? undefined : pathsOf(trace, toUs.value, isSeeThrough.value);
  });
  if (paths.value === undefined) return null;
  const { belief, truth, gap } = paths.value;
  return (
    <figure class="card course">
      <svg viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`} preserveAspectRatio="none" aria-hidden="true">
        {gap !== undefined && <path class="course-gap" d={gap} />}
        {truth !== undefined && <path class="course-truth" d={truth} />}
        <path class="course-belief" d={belief} />
      </svg>
      <figcaption class="label">
        <span class="key belief">{texts.believes}</span>
        {truth !== undefined && <span class="key truth">{texts.delivered}</span>}
      </figcaption>
    </figure>
  );
}

interface Paths {
  readonly belief: string;
  readonly truth: string | undefined;
  readonly gap: string | undefined;
}

function pathsOf(trace: RunTrace, toUs: number, isSeeThrough: boolean): Paths {
  const timesUs = Array.from({ length: POINTS + 1 }, (_, index) => (toUs * index) / POINTS);
  const values = (name: string): readonly number[] => timesUs.map((atUs) => trace.valueAt(name, atUs) ?? 0);
  const beliefMl = values('pump.programmedMl');
  const truthMl = isSeeThrough ? values('true.deliveredMl') : undefined;
  const most = Math.max(1e-9, ...beliefMl, ...(truthMl ?? []));
  const points = (all: readonly number[]): readonly string[] =>
    all.map((ml, index) => `${((WIDTH * index) / POINTS).toFixed(1)} ${(HEIGHT * (1 - ml / most)).toFixed(1)}`);
  const belief = points(beliefMl);
  const truth = truthMl === undefined ? undefined : points(truthMl);
  return {
    belief: `M ${belief.join(' L ')}`,
    truth: truth === undefined ? undefined : `M ${truth.join(' L ')}`,
    gap: truth === undefined ? undefined : `M ${belief.join(' L ')} L ${[...truth].reverse().join(' L ')} Z`,
  };
}
