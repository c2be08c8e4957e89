import { Engine } from './engine.ts';
import type { EnginePort } from './engine-client.ts';
import type { ShippedLibrary } from './shipped-library.ts';

/** Returns a way to an engine in this program, for tests and for tools without a Worker. */
export function localEngine(library: ShippedLibrary): EnginePort {
  const port: EnginePort = {
    post: (request) => engine().take(request),
    onReply: () => {},
    onLost: () => {},
  };
  let started: Engine | undefined;
  const engine = (): Engine => {
    started ??= new Engine(library, (reply) => port.onReply(reply));
    return started;
  };
  // The caller sets `onReply` first.
  void Promise.resolve().then(engine);
  return port;
}
