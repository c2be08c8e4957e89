import { inflatedOf } from '../base/inflated-element.ts';
import type { EnginePort } from './engine-client.ts';
import type { EngineReply, EngineRequest } from './messages.ts';
import type { RigReply, RigRequest } from './rig-messages.ts';

/** Id of the element with the code of the engine, deflated. The build writes it into the page. */
const ENGINE_ELEMENT = 'rollerloop-engine';

/**
 * Starts the engine of the page in a Worker made from a blob, since a page from a file may load no other file. Requests wait
 * until it runs. A page without an engine, or a browser that refuses the Worker, loses it with a reason.
 */
export function workerEngine(page: Document): EnginePort {
  const waiting: (EngineRequest | RigRequest)[] = [];
  let worker: Worker | undefined;
  const port: EnginePort = {
    post: (request) => {
      if (worker === undefined) waiting.push(request);
      else worker.postMessage(request);
    },
    onReply: () => {},
    onLost: () => {},
  };
  startedWorker(page).then(
    (started) => {
      worker = started;
      started.onmessage = ({ data }: MessageEvent<EngineReply | RigReply>) => port.onReply(data);
      started.onerror = ({ message }) => port.onLost(`The simulator of this page has failed: ${message}.`);
      for (const request of waiting) started.postMessage(request);
    },
    (error: unknown) => port.onLost(`The simulator of this page cannot start: ${String(error)}.`),
  );
  return port;
}

async function startedWorker(page: Document): Promise<Worker> {
  const inflated = await inflatedOf(page, ENGINE_ELEMENT);
  if (inflated === undefined) throw new Error('the page has no engine');
  const script = new Blob([inflated], { type: 'text/javascript' });
  const url = URL.createObjectURL(script);
  try {
    return new Worker(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
