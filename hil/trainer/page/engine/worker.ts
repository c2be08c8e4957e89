import * as z from 'zod';
import { Engine } from './engine.ts';
import type { EngineReply, EngineRequest } from './messages.ts';
import type { ShippedLibrary } from './shipped-library.ts';

/** The scope of a Worker, as the engine uses it. */
export interface WorkerScope {
  postMessage(reply: EngineReply): void;
  onmessage: ((message: { readonly data: EngineRequest }) => void) | null;
}

/** Starts the engine in a Worker. The build calls it with the scenarios of the package. */
export function startWorker(scope: WorkerScope, library: ShippedLibrary): void {
  // The page's security policy forbids code made from text, which zod would try.
  z.config({ jitless: true });
  const engine = new Engine(library, (reply) => scope.postMessage(reply));
  scope.onmessage = ({ data }) => engine.take(data);
}
