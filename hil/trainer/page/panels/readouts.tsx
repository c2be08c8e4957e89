import type { JSX } from 'preact';
import type { TrainerState } from '../state/trainer-state.ts';
import type { Texts } from '../texts/texts.ts';
import { shownDifferenceUl, volumeText } from './quantities.ts';

/** Smallest missing volume that is shown. Smaller differences come from the pulse of the rollers and are no loss. */
const MISSING_UL_MIN = 0.45;

/** The two numbers of the lesson, what the pump believes and what was delivered, and their difference. */
export function Readouts({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { player, isSeeThrough } = state;
  const { readouts: texts, decimal } = state.texts.value;
  const moment = player.moment.value;
  if (moment === undefined) return null;
  const missingUl = shownDifferenceUl(moment.believedUl, moment.deliveredUl);
  const isMissing = Math.abs(missingUl) >= MISSING_UL_MIN;
  const fullMl = player.shown.value?.facts.product.quantities.reservoirMl.value ?? 1;
  const tools = state.lessons.part?.tools ?? [];
  return (
    <div class="readouts">
      <Readout label={texts.believes} volumeUl={moment.believedUl} kind="belief" decimal={decimal} />
      {isSeeThrough.value ? (
        <Readout label={texts.delivered} volumeUl={moment.deliveredUl} kind="truth" decimal={decimal} />
      ) : (
        <Hidden label={texts.delivered} text={texts.hidden} />
      )}
      {isSeeThrough.value && (
        <Readout
          label={missingUl < 0 && isMissing ? texts.excess : texts.missing}
          volumeUl={isMissing ? Math.abs(missingUl) : 0}
          kind={isMissing ? 'gap' : 'quiet-value'}
          decimal={decimal}
        />
      )}
      {isSeeThrough.value && moment.catheter !== 'open' && moment.arrivedUl !== undefined && (
        <Readout label={texts.arrived} volumeUl={moment.arrivedUl} kind="truth small arrived" decimal={decimal} />
      )}
      {tools.includes('reservoir') && (
        <Readout
          label={texts.calculated}
          volumeUl={Math.max(0, moment.believedReservoirMl) * 1000}
          kind="belief small"
          decimal={decimal}
          share={moment.believedReservoirMl / fullMl}
        />
      )}
      {tools.includes('reservoir') && isSeeThrough.value && (
        <Readout
          label={texts.reservoir}
          volumeUl={Math.max(0, moment.trueReservoirMl) * 1000}
          kind="truth small"
          decimal={decimal}
          share={moment.trueReservoirMl / fullMl}
        />
      )}
    </div>
  );
}

interface ReadoutProps {
  readonly label: string;
  readonly volumeUl: number;
  readonly kind: string;
  readonly decimal: Texts['decimal'];
  /** Level of a reservoir as a share of its capacity, drawn below the number. */
  readonly share?: number;
}

function Readout({ label, volumeUl, kind, decimal, share }: ReadoutProps): JSX.Element {
  const { value, unit } =
    share === undefined ? volumeText(volumeUl) : { value: (volumeUl / 1000).toFixed(2), unit: 'mL' };
  return (
    <div class={`card readout ${kind}`}>
      <div class="label">{label}</div>
      <div class="big">
        {decimal(value)} <small>{unit}</small>
      </div>
      {share !== undefined && (
        <svg class="level" aria-hidden="true">
          <rect width={`${100 * Math.min(1, Math.max(0, share))}%`} height="100%" />
        </svg>
      )}
    </div>
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
