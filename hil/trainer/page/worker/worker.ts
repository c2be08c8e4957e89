import * as z from 'zod';
import { Engine } from '../engine/engine.ts';
import type { EngineReply, EngineRequest } from '../engine/messages.ts';
import { isAboutRig, type LinkNews, type RigReply, type RigRequest } from '../engine/rig-messages.ts';
import type { ShippedLibrary } from '../engine/shipped-library.ts';
import { browserSerial, type GrantedPorts } from '../rig/serial-port.ts';
import { RigFollower } from './rig-follower.ts';

/** The scope of a Worker, as the engine uses it. */
export interface WorkerScope {
  postMessage(reply: EngineReply | RigReply | LinkNews): void;
  onmessage: ((message: { readonly data: EngineRequest | RigRequest }) => void) | null;
}

/**
 * Starts the engine in a Worker. The build calls it with the scenarios of the package. `serial` has the ports that the page was
 * granted.
 */
export function startWorker(
  scope: WorkerScope,
  library: ShippedLibrary,
  serial: GrantedPorts | undefined = browserSerial(navigator),
): void {
  // The page's security policy forbids code made from text, which zod would try.
  z.config({ jitless: true });
  const engine = new Engine(library, (reply) => scope.postMessage(reply));
  const rig = new RigFollower(library, (reply) => scope.postMessage(reply), { serial });
  scope.onmessage = ({ data }) => (isAboutRig(data) ? rig.take(data) : engine.take(data));
}
