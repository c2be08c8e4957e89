import * as z from 'zod';
import { Engine } from '../engine/engine.ts';
import type { EngineReply, EngineRequest } from '../engine/messages.ts';
import { isAboutRig, type RigReply, type RigRequest, type SocketNews } from '../engine/rig-messages.ts';
import type { ShippedLibrary } from '../engine/shipped-library.ts';
import { RigFollower } from './rig-follower.ts';

/** The scope of a Worker, as the engine uses it. */
export interface WorkerScope {
  postMessage(reply: EngineReply | RigReply | SocketNews): void;
  onmessage: ((message: { readonly data: EngineRequest | RigRequest }) => void) | null;
}

/** Starts the engine in a Worker. The build calls it with the scenarios of the package. */
export function startWorker(scope: WorkerScope, library: ShippedLibrary): void {
  // The page's security policy forbids code made from text, which zod would try.
  z.config({ jitless: true });
  const engine = new Engine(library, (reply) => scope.postMessage(reply));
  const rig = new RigFollower(library, (reply) => scope.postMessage(reply));
  scope.onmessage = ({ data }) => (isAboutRig(data) ? rig.take(data) : engine.take(data));
}
