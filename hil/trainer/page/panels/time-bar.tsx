import type { JSX } from 'preact';
import { useShown } from '../base/use-shown.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { Icon } from './icon.tsx';
import { speedText, timeText } from './quantities.ts';
import { isMarked, TimeLine } from './time-line.tsx';

/** Paces that the user chooses from, in pump seconds per second. */
const SPEEDS = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000];

/** Play, pause, step, pace, and the time line. */
export function TimeBar({ state }: { readonly state: TrainerState }): JSX.Element {
  const { player, lessons } = state;
  const texts = state.texts.value.time;
  const isPlaying = player.isPlaying.value;
  const counts = (name: string): boolean => isMarked(name, state.isSeeThrough.value);
  const seek = (atUs: number | undefined): void => {
    if (atUs === undefined) return;
    player.seek(atUs);
    lessons.follow();
  };
  return (
    <footer class="time-bar">
      <div class="buttons">
        <IconButton icon="previous" label={texts.previous} onClick={() => seek(player.previousEventUs(counts) ?? 0)} />
        <IconButton
          icon={isPlaying ? 'pause' : 'play'}
          label={isPlaying ? texts.pause : texts.play}
          isMain={true}
          onClick={() => state.togglePlay()}
        />
        <IconButton icon="step" label={texts.step} onClick={() => state.step()} />
        <IconButton icon="next" label={texts.next} onClick={() => seek(player.nextEventUs(counts))} />
      </div>
      <Progress state={state} />
      <Now state={state} />
      <TimeLine state={state} onSeek={seek} />
      <Pace state={state} />
    </footer>
  );
}

function Now({ state }: { readonly state: TrainerState }): JSX.Element {
  const { calmUs } = state.player;
  return <time class="now">{useShown(() => timeText(calmUs.value), [calmUs])}</time>;
}

/** Choice of the pace. A lesson's own pace stands in the list while it is set. */
function Pace({ state }: { readonly state: TrainerState }): JSX.Element {
  const { speed } = state.player;
  const { speedMax } = state.rig;
  const paces = [...new Set([...SPEEDS, speed.value])].filter((pace) => pace <= speedMax).sort((a, b) => a - b);
  return (
    <select
      class="pace"
      aria-label={state.texts.value.time.speed}
      value={String(speed.value)}
      onChange={(event) => {
        speed.value = Number(event.currentTarget.value);
      }}
    >
      {paces.map((pace) => (
        <option key={pace} value={String(pace)}>
          {state.texts.value.decimal(speedText(pace))}
        </option>
      ))}
    </select>
  );
}

interface IconButtonProps {
  readonly icon: Parameters<typeof Icon>[0]['name'];
  readonly label: string;
  readonly isMain?: boolean;
  readonly onClick: () => void;
}

function IconButton({ icon, label, isMain = false, onClick }: IconButtonProps): JSX.Element {
  return (
    <button type="button" class={isMain ? 'main' : ''} aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

/** Progress of a run that takes longer than 200 ms. */
function Progress({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const share = state.player.progress.value;
  if (share === undefined) return null;
  return <progress class="progress" aria-label={state.texts.value.time.working} value={share} max={1} />;
}
