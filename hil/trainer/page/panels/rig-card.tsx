import type { JSX } from 'preact';
import { type RigTexts, rigTexts } from '../rig/rig-texts.ts';
import { browserSerial } from '../rig/serial-port.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { saidIn } from '../texts/language.ts';
import { SaidText } from './said-text.tsx';

interface RigCardProps {
  readonly state: TrainerState;
  /** `top` for a rig in use, `end` for the button that connects one. Only one of the two places shows the card. */
  readonly place: 'top' | 'end';
}

/** The rig: how to connect one, what it does, and why it was lost. */
export function RigCard({ state, place }: RigCardProps): JSX.Element | null {
  const { rig } = state;
  const texts = rigTexts[state.language.value];
  const { kind } = rig.state.value;
  const [trouble, watched, undriven] = [rig.trouble.value, rig.watched.value, rig.undriven.value];
  const isInUse = kind !== 'none' || trouble !== undefined || watched !== undefined || undriven !== undefined;
  if (isInUse !== (place === 'top')) return null;
  return (
    <details class="card rig" open={isInUse}>
      <summary>{texts.title}</summary>
      {trouble !== undefined && (
        <p role="alert">
          <SaidText state={state} said={trouble} />
        </p>
      )}
      {watched !== undefined && <p role="status">{texts.watching(watched)}</p>}
      {undriven !== undefined && <p role="alert">{texts.undriven(undriven)}</p>}
      <Status state={state} texts={texts} />
      {kind === 'none' || kind === 'lost' ? (
        <Connect state={state} texts={texts} />
      ) : (
        <button type="button" onClick={() => void rig.disconnect()}>
          {texts.letGo}
        </button>
      )}
    </details>
  );
}

interface PartProps {
  readonly state: TrainerState;
  readonly texts: RigTexts;
}

function Status({ state, texts }: PartProps): JSX.Element | null {
  const { rig, isSeeThrough } = state;
  const now = rig.state.value;
  switch (now.kind) {
    case 'none':
      return null;
    case 'opening':
    case 'detached':
      return <p role="status">{texts[now.kind]}</p>;
    case 'aligning':
      return <p role="status">{texts.aligning(now.turnsDeg)}</p>;
    case 'lost':
      return (
        <div role="alert">
          <p>{texts.lost}</p>
          <p>
            <SaidText state={state} said={now.why} />
          </p>
        </div>
      );
    case 'following': {
      const { shaftDeg, fieldMt } = rig.readings.value;
      return (
        <div>
          <p role="status">
            {rig.rig.value === undefined
              ? ''
              : texts.following(saidIn(rig.title.value, state.language.value).text, rig.rig.value.unitNumber)}
          </p>
          {rig.isByPage.value && <p class="quiet-text">{texts.byPage}</p>}
          {isSeeThrough.value && shaftDeg !== undefined && <p>{texts.shaft(shaftDeg)}</p>}
          {rig.rig.value?.hasFieldSensor === true && (
            <p>{fieldMt === undefined ? texts.sensor : texts.field(fieldMt)}</p>
          )}
        </div>
      );
    }
  }
}

/** Ways to a rig from here. The page says which ways its browser or its address excludes. */
function Connect({ state, texts }: PartProps): JSX.Element {
  const { rig } = state;
  const serial = browserSerial(navigator);
  return (
    <div>
      {rig.reconnect !== undefined && (
        <button type="button" onClick={() => void rig.reconnect?.()}>
          {texts.served}
        </button>
      )}
      {serial === undefined ? (
        <p>{texts.noSerial}</p>
      ) : (
        <button type="button" onClick={() => void rig.connectSerial(serial)}>
          {rig.state.value.kind === 'lost' && rig.reconnect === undefined ? texts.again : texts.connect}
        </button>
      )}
      {serial !== undefined &&
        texts.hints.map((hint) => (
          <p key={hint} class="quiet-text">
            {hint}
          </p>
        ))}
      {location.protocol === 'file:' && <p class="quiet-text">{texts.fromFile}</p>}
      {location.protocol === 'http:' && rig.reconnect === undefined && <p class="quiet-text">{texts.fromServer}</p>}
    </div>
  );
}
