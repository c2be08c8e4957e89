import { render } from 'preact';
import '../../viewer/viewer.css';
import './scene/scene.css';
import './scene/field.css';
import './scene/magnet.css';
import './scene/patient.css';
import './scene/reservoir.css';
import './trainer.css';
import './panels/panels.css';
import './panels/readouts.css';
import './panels/caption.css';
import './panels/forms.css';
import './panels/course.css';
import './panels/time-bar.css';
import './panels/rig-card.css';
import './screens.css';
import './narrow.css';
import './print.css';
import type { EngineClient } from './engine/engine-client.ts';
import type { PageClock } from './play/page-clock.ts';
import { takenToken } from './rig/page-token.ts';
import { startServedRig } from './rig/start-rig.ts';
import { PlaceKeeper } from './session/place-keeper.ts';
import { TabStorage } from './session/tab-storage.ts';
import { TrainerState } from './state/trainer-state.ts';
import { connectionTexts } from './texts/connection-texts.ts';
import { TrainerPage } from './trainer-page.tsx';

/** Shows the trainer and plays the first lesson. */
export function startTrainer(engine: EngineClient, clock: PageClock): TrainerState {
  const state = new TrainerState(engine, navigator.language.startsWith('de') ? 'de' : 'en');
  const taken = takenToken({ location, history, storage: () => sessionStorage });
  const keeper = placeKeeper(state, engine);
  const kept = keeper.take({ mayPlay: taken.kind !== 'token' });
  const root = document.createElement('div');
  document.body.append(root);
  render(<TrainerPage state={state} />, root);
  state.follow(clock, (elapsedMs) => keeper.tick(elapsedMs));
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) return;
    // A page that is left is hidden too, and it has to come back playing.
    keeper.write();
    state.hide();
  });
  document.addEventListener('keydown', (event) => onKey(event, state));
  acceptFiles(state);
  void state.start(location.hash, kept).then(() => keeper.begin());
  addEventListener('hashchange', () => void state.openLink(location.hash));
  const { rig, player, lessons } = state;
  if (taken.kind === 'token') void startServedRig({ engine, rig, player, lessons }, location.host, taken.token);
  if (taken.kind === 'wrong') state.rig.trouble.value = connectionTexts.wrongToken;
  return state;
}

/** Keeps the place of the page in the storage of its tab. */
function placeKeeper(state: TrainerState, engine: EngineClient): PlaceKeeper {
  let version = '';
  void engine.ready.then((one) => {
    version = one ?? '';
  });
  const { player, lessons, hand, language, isSeeThrough, freeChoice } = state;
  const parts = { player, lessons, hand, language, isSeeThrough, freeChoice, version: () => version };
  return new PlaceKeeper(parts, new TabStorage(() => sessionStorage), () => location.hash);
}

/** Opens files that are dropped anywhere on the page. */
function acceptFiles(state: TrainerState): void {
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) void state.session.openFiles(files);
  });
}

/** Keys of a presenter's remote. Space plays and pauses where no control has the focus. */
function onKey(event: KeyboardEvent, state: TrainerState): void {
  if (event.key === 'PageDown') void state.lessons.next();
  else if (event.key === 'PageUp') void state.lessons.previous();
  else if (event.key === ' ' && event.target === document.body) state.togglePlay();
  else return;
  event.preventDefault();
}
