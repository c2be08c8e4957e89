import type { JSX } from 'preact';
import { useShown } from '../base/use-shown.ts';
import type { Entry } from '../play/player.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { NumberAction } from './number-action.tsx';
import { PumpLog } from './pump-log.tsx';
import { Refusals } from './refusals.tsx';

const BOLUS_UL_FIRST = 10;

/** What the clinician does with the pump, as far as the lesson needs it. */
export function Programmer({ state }: { readonly state: TrainerState }): JSX.Element {
  const texts = state.texts.value.programmer;
  const { player } = state;
  const tools = state.lessons.part?.tools ?? [];
  const has = (tool: (typeof tools)[number]): boolean => tools.includes(tool);
  const hasRotor = useShown(() => player.shown.value?.facts.product.drive.kind === 'rollers', [player]);
  const isInScanner = useShown(() => (player.moment.value?.field.fieldMt ?? 0) > 0, [player]);
  return (
    <section class="card programmer" aria-label={texts.title}>
      <h2 class="label">{texts.title}</h2>
      <div class="actions">
        <Act state={state} label={texts.interrogate} entry={{ interrogate: 'once' }} />
        {has('study') && hasRotor && <Act state={state} label={texts.study} entry={{ 'roller study': 'take' }} />}
        {has('any') && hasRotor && (
          <Act state={state} label={texts.live} entry={{ 'roller study': 'take', filmed: 'live' }} />
        )}
        {has('alarms') && <Act state={state} label={texts.silence} entry={{ alarm: 'silence' }} />}
        {has('scanner') && (
          <Act
            state={state}
            label={isInScanner ? texts.scannerOut : texts.scannerIn}
            entry={isInScanner ? { field: 'off' } : { field: '1.5 T', azimuth: '40 deg' }}
          />
        )}
        {has('magnet') && (
          <button type="button" onClick={() => void state.hand.flip()}>
            {texts.turnMagnet}
          </button>
        )}
      </div>
      {has('program') && <ProgramForms state={state} />}
      <Refusals state={state} />
      <PumpLog state={state} />
    </section>
  );
}

interface ActProps {
  readonly state: TrainerState;
  readonly label: string;
  readonly entry: Entry;
}

function Act({ state, label, entry }: ActProps): JSX.Element {
  return (
    <button type="button" onClick={() => void state.player.act(entry)}>
      {label}
    </button>
  );
}

/** A new rate, and a bolus. */
function ProgramForms({ state }: { readonly state: TrainerState }): JSX.Element {
  const texts = state.texts.value.programmer;
  const { player } = state;
  return (
    <div class="forms">
      <NumberAction
        label={texts.rate}
        button={texts.program}
        first={player.moment.peek()?.rateMlPerDay ?? 1}
        step={0.001}
        onAct={(rate) => void player.act({ program: { mode: 'simple continuous', rate: `${rate} mL/day` } })}
      />
      <NumberAction
        label={texts.volume}
        button={texts.bolus}
        first={BOLUS_UL_FIRST}
        step={0.1}
        onAct={(volume) => void player.act({ bolus: `${volume} uL` })}
      />
    </div>
  );
}
