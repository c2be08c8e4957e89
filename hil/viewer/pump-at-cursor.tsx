import type { JSX } from 'preact';
import { describeSeen, type SeenState } from './describe.ts';
import { signalValueAt } from './piece-value.ts';
import { PumpPicture } from './pump/pump-picture.tsx';
import type { RunView } from './run-view.ts';
import type { RotorState, Texts, ValvesState } from './texts/texts.ts';
import type { TimeView } from './time-view.ts';

export interface PumpAtCursorProps {
  readonly run: RunView;
  readonly time: TimeView;
  readonly texts: Texts;
}

/** Shows the pump of a run at the time cursor, with its commanded rotor, and says what is seen. */
export function PumpAtCursor({ run, time, texts }: PumpAtCursorProps): JSX.Element {
  const atUs = time.cursorUs.value;
  const seen = seenAt(run, atUs);
  const { rotor, valves, volumes } = seen;
  const { drive } = run.pump;
  // Without the truth neither rotor nor drug is drawn, and the commanded rotor stands alone.
  const isSeen = volumes?.deliveredUl != null || rotor?.truth != null;
  const deliveredUl = volumes?.deliveredUl ?? undefined;
  const degPerUl = drive.kind === 'rollers' ? 360 / drive.revolutionUl : 0;
  const sentence = describeSeen(seen, { kind: 'all' }, texts);
  return (
    <figure class="pump-at-cursor">
      <PumpPicture
        pump={run.pump}
        look={isSeen ? 'truth' : 'drawing'}
        label={sentence}
        rotorDeg={rotor?.truth?.deg ?? null}
        commandedDeg={rotor?.commandedDeg ?? null}
        {...(deliveredUl === undefined ? {} : { drugDeg: deliveredUl * degPerUl, cycles: deliveredUl / UL_PER_CYCLE })}
        isFlipped={run.studies.some(({ isFlipped }) => isFlipped)}
        isCatheterBlocked={isSeen && stateAt(run, 'true.catheter', atUs) === 'occluded'}
        isStopped={rotor?.truth != null && rotor.truth.state !== 'turning'}
        {...(valves === null ? {} : { valves })}
      />
      <figcaption>{sentence}</figcaption>
    </figure>
  );
}

/** Volume of a cycle of valves, and of a mark in the drug of a throttle. */
const UL_PER_CYCLE = 2;
const UL_PER_ML = 1000;

/** Returns the word of a state at a time; undefined if no lane has it. */
function stateAt(run: RunView, name: string, atUs: number): string | undefined {
  return run.lanes
    .flatMap(({ states }) => states)
    .find((row) => row.name === name)
    ?.spans.findLast(({ fromUs, toUs }) => fromUs <= atUs && atUs <= toUs)?.text;
}

/** Returns what a run shows at a time. A lane that the page leaves out is not seen. */
export function seenAt(run: RunView, atUs: number): SeenState {
  const quantityOf = (name: string): number | undefined => {
    const signal = run.lanes.flatMap(({ signals }) => signals).find((one) => one.name === name);
    return signal === undefined ? undefined : signalValueAt(signal, atUs);
  };
  const stateOf = (name: string): string | undefined => stateAt(run, name, atUs);
  const { drive } = run.pump;
  const believedMl = quantityOf('pump.programmedMl');
  const deliveredMl = quantityOf('true.deliveredMl');
  const undeliveredMl = quantityOf('true.undeliveredMl');
  // A firmware under test states no programmed volume. Then the bench knows what it ordered.
  const orderedMl = deliveredMl === undefined || undeliveredMl === undefined ? undefined : deliveredMl + undeliveredMl;
  const commandedMl = believedMl ?? orderedMl;
  const rotorDeg = quantityOf('true.rotorDeg');
  const volumes =
    believedMl === undefined
      ? null
      : {
          believedUl: believedMl * UL_PER_ML,
          deliveredUl: deliveredMl === undefined ? null : deliveredMl * UL_PER_ML,
        };
  const rotor =
    drive.kind !== 'rollers' || commandedMl === undefined
      ? null
      : {
          rollerCount: drive.rollerCount,
          commandedDeg: ((commandedMl * UL_PER_ML) / drive.revolutionUl) * 360,
          truth:
            rotorDeg === undefined
              ? null
              : { deg: rotorDeg, state: (stateOf('true.rotor') ?? 'turning') as RotorState },
        };
  const valves = drive.kind === 'valves' ? ((stateOf('true.valves') ?? 'metering') as ValvesState) : null;
  return { rotor, valves, volumes, study: null };
}
