import { inflatedOf } from '../base/inflated-element.ts';
import type { Words } from '../texts/language.ts';
import { startTexts } from '../texts/start-texts.ts';
import type { EnginePort } from './engine-client.ts';
import type { EngineReply, EngineRequest } from './messages.ts';
import type { LinkNews, RigReply, RigRequest } from './rig-messages.ts';

/** Id of the element with the code of the engine, deflated. The build writes it into the page. */
const ENGINE_ELEMENT = 'rollerloop-engine';

/** Longest start. A computer under load took ten seconds. */
const START_MS_MAX = 60_000;

/**
 * Starts the engine of the page in a Worker made from a blob, since a page from a file may load no other file. Requests wait
 * until it runs. A page without an engine, a browser that refuses the Worker, and an engine that does not answer
 * in time lose it with a reason. `after` calls back after a wall time, unless what it returns is called before.
 */
export function workerEngine(page: Document, after: (ms: number, act: () => void) => () => void): EnginePort {
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
  const lose = (why: Words): void => {
    stopWaiting();
    port.onLost(why);
  };
  const stopWaiting = after(START_MS_MAX, () => {
    worker?.terminate();
    lose(startTexts.silent(START_MS_MAX / 1000));
  });
  startedWorker(page).then(
    (started) => {
      worker = started;
      started.onmessage = ({ data }: MessageEvent<EngineReply | RigReply | LinkNews>) => {
        stopWaiting();
        port.onReply(data);
      };
      started.onerror = ({ message }) => lose(startTexts.failed(message));
      for (const request of waiting) started.postMessage(request);
    },
    (error: unknown) => lose(startTexts.noWorker(String(error))),
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
