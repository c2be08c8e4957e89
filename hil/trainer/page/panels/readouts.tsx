import type { JSX } from 'preact';
import { useShown } from '../base/use-shown.ts';
import type { Moment } from '../play/moment.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { freePlayTexts } from '../texts/free-play-texts.ts';
import { massText, shownDifferenceUl, volumeText } from './quantities.ts';

/** Smallest missing volume that is shown. Smaller differences come from the pulse of the rollers and are no loss. */
const MISSING_UL_MIN = 0.45;
/** Smallest difference that the two numbers show. */
const DIFFERENCE_UL_MIN = 0.005;

/** The two numbers of the lesson, what the pump believes and what was delivered, and their difference. */
export function Readouts({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { player, isSeeThrough } = state;
  const { readouts: texts } = state.texts.value;
  const isShown = useShown(() => player.moment.value !== undefined, [player]);
  const isTipApart = useShown(() => isApart(player.moment.value), [player]);
  const hasDrug = useShown(() => player.moment.value?.arrivedUg !== undefined, [player]);
  const fullMl = useShown(() => player.shown.value?.facts.product.quantities.reservoirMl.value ?? 1, [player]);
  if (!isShown) return null;
  const hasReservoir = state.lessons.part?.tools.includes('reservoir') ?? false;
  const sees = isSeeThrough.value;
  return (
    <div class="readouts">
      <Readout state={state} label={texts.believes} read={(now) => volumeText(now.believedUl)} kind="belief" />
      {sees ? (
        <Readout state={state} label={texts.delivered} read={(now) => volumeText(now.deliveredUl)} kind="truth" />
      ) : (
        <Hidden label={texts.delivered} text={texts.hidden} />
      )}
      {sees && <Difference state={state} />}
      {sees && isTipApart && (
        <Readout
          state={state}
          label={texts.arrived}
          read={(now) => volumeText(now.arrivedUl ?? 0)}
          kind="truth small arrived"
        />
      )}
      {sees && hasDrug && (
        <Readout
          state={state}
          label={freePlayTexts[state.language.value].atTip}
          read={(now) => massText(now.arrivedUg ?? 0)}
          kind="truth small arrived"
        />
      )}
      {hasReservoir && (
        <Readout
          state={state}
          label={texts.calculated}
          read={(now) => levelText(now.believedReservoirMl)}
          kind="belief small"
          share={(now) => now.believedReservoirMl / fullMl}
        />
      )}
      {hasReservoir && sees && (
        <Readout
          state={state}
          label={texts.reservoir}
          read={(now) => levelText(now.trueReservoirMl)}
          kind="truth small"
          share={(now) => now.trueReservoirMl / fullMl}
        />
      )}
    </div>
  );
}

/** Returns whether drug leaves the tip of the catheter otherwise than it leaves the pump. */
function isApart(now: Moment | undefined): boolean {
  return now !== undefined && now.catheter !== 'open' && now.arrivedUl !== undefined;
}

function levelText(ml: number): Quantity {
  return { value: Math.max(0, ml).toFixed(2), unit: 'mL' };
}

/** What is missing, or too much. A difference within the pulse of the rollers is neither, and the number says so. */
function Difference({ state }: { readonly state: TrainerState }): JSX.Element {
  const { player } = state;
  const texts = state.texts.value.readouts;
  const missingUl = (now: Moment): number => shownDifferenceUl(now.believedUl, now.deliveredUl);
  const sign = useShown(() => {
    const now = player.calmMoment.value;
    const ul = now === undefined ? 0 : missingUl(now);
    return Math.abs(ul) < MISSING_UL_MIN ? 0 : Math.sign(ul);
  }, [player]);
  const read = (now: Moment): Quantity => {
    const sizeUl = Math.abs(missingUl(now));
    const isPulse = sizeUl >= DIFFERENCE_UL_MIN && sizeUl < MISSING_UL_MIN;
    return isPulse ? { value: `<${MISSING_UL_MIN}`, unit: 'uL' } : volumeText(sizeUl);
  };
  return (
    <Readout
      state={state}
      label={sign < 0 ? texts.excess : texts.missing}
      read={read}
      kind={sign === 0 ? 'quiet-value' : 'gap'}
    />
  );
}

interface Quantity {
  readonly value: string;
  readonly unit: string;
}

interface ReadoutProps {
  readonly state: TrainerState;
  readonly label: string;
  readonly kind: string;
  readonly read: (now: Moment) => Quantity;
  /** Level of a reservoir as a share of its capacity, drawn below the number. */
  readonly share?: (now: Moment) => number;
}

/** A number. It is drawn again only when its text changes. */
function Readout({ state, label, kind, read, share }: ReadoutProps): JSX.Element {
  const moment = state.player.calmMoment;
  const of = (part: keyof Quantity): string => (moment.value === undefined ? '' : read(moment.value)[part]);
  const value = useShown(() => of('value'), [moment, read]);
  const unit = useShown(() => of('unit'), [moment, read]);
  return (
    <div class={`card readout ${kind}`}>
      <div class="label">{label}</div>
      <div class="big">
        {state.texts.value.decimal(value)} <small>{unit}</small>
      </div>
      {share !== undefined && <Level state={state} share={share} />}
    </div>
  );
}

function Level({ state, share }: Required<Pick<ReadoutProps, 'state' | 'share'>>): JSX.Element {
  const moment = state.player.calmMoment;
  const percent = useShown(() => {
    const level = moment.value === undefined ? 0 : share(moment.value);
    return `${(100 * Math.min(1, Math.max(0, level))).toFixed(1)}%`;
  }, [moment, share]);
  return (
    <svg class="level" aria-hidden="true">
      <rect width={percent} height="100%" />
    </svg>
  );
}

function Hidden({ label, text }: { readonly label: string; readonly text: string }): JSX.Element {
  return (
    <div class="card readout hidden-truth">
      <div class="label">{label}</div>
      <div class="hidden-text">{text}</div>
    </div>
  );
}
