import type { Wall } from '../../../base/wall-clock.ts';
import { Engine } from '../engine/engine.ts';
import type { EnginePort } from '../engine/engine-client.ts';
import { isAboutRig } from '../engine/rig-messages.ts';
import type { ShippedLibrary } from '../engine/shipped-library.ts';
import type { GrantedPorts } from '../rig/serial-port.ts';
import { RigFollower } from './rig-follower.ts';

/** Parts of an engine in this program: `wall` paces a rig, `nowUs` times runs, `serial` has ports for a rig. */
export interface LocalParts {
  readonly wall?: Wall;
  readonly nowUs?: () => number;
  readonly serial?: GrantedPorts;
}

/** Returns a way to an engine in this program, for tests and for tools without a Worker. */
export function localEngine(library: ShippedLibrary, { wall, nowUs, serial }: LocalParts = {}): EnginePort {
  const port: EnginePort = {
    post: (request) => (isAboutRig(request) ? rig.take(request) : engine().take(request)),
    onReply: () => {},
    onLost: () => {},
  };
  const rig = new RigFollower(library, (reply) => port.onReply(reply), { wall, serial });
  let started: Engine | undefined;
  const engine = (): Engine => {
    started ??= new Engine(library, (reply) => port.onReply(reply), nowUs);
    return started;
  };
  // The caller sets `onReply` first.
  void Promise.resolve().then(engine);
  return port;
}
