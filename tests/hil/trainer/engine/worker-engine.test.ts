/// <reference lib="dom" />
import { deflateSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { denseText } from '../../../../hil/base/dense-text.ts';
import { EngineClient } from '../../../../hil/trainer/page/engine/engine-client.ts';
import { workerEngine } from '../../../../hil/trainer/page/engine/worker-engine.ts';
import { saidIn } from '../../../../hil/trainer/page/texts/language.ts';

afterEach(() => vi.unstubAllGlobals());

/** A page that holds a text in its element for the engine. */
function pageWith(textContent: string | undefined): Document {
  const page: Pick<Document, 'getElementById'> = {
    getElementById: () => (textContent === undefined ? null : ({ textContent } as HTMLElement)),
  };
  return page as Document;
}

const engineText = denseText(deflateSync('0'));
const never = () => () => {};

/** A Worker that says nothing. */
class SilentWorker {
  static readonly made: SilentWorker[] = [];
  onerror: (event: { readonly message: string }) => void = () => {};
  isEnded = false;
  constructor() {
    SilentWorker.made.push(this);
  }
  postMessage(): void {}
  terminate(): void {
    this.isEnded = true;
  }
}

/** Asks an engine that cannot start. Returns what the page hears. */
async function heardFrom(engine: EngineClient): Promise<string> {
  const [version, listed] = await Promise.all([engine.ready, engine.list()]);
  expect(version).toBeUndefined();
  expect(await engine.list()).toEqual(listed);
  return listed.kind === 'failed' ? saidIn(listed.message, 'en').text : listed.kind;
}

test('a page without an engine says so', async () => {
  expect(await heardFrom(new EngineClient(workerEngine(pageWith(undefined), never)))).toMatch(
    /cannot start: Error: the page has no engine\. Reload the page, or open a whole copy/,
  );
});

test('a damaged engine is refused with a reason', async () => {
  expect(await heardFrom(new EngineClient(workerEngine(pageWith(engineText.slice(3)), never)))).toMatch(
    /cannot start: /,
  );
});

test('a browser that refuses a Worker is quoted', async () => {
  vi.stubGlobal('Worker', function refuse() {
    throw new Error('no workers here');
  });
  expect(await heardFrom(new EngineClient(workerEngine(pageWith(engineText), never)))).toMatch(/no workers here/);
});

test('an engine that does not answer is ended after a bound', async () => {
  vi.stubGlobal('Worker', SilentWorker);
  const pending: { act?: () => void; ms?: number } = {};
  const engine = new EngineClient(
    workerEngine(pageWith(engineText), (ms, act) => {
      Object.assign(pending, { ms, act });
      return () => {};
    }),
  );
  const heard = heardFrom(engine);
  await vi.waitFor(() => expect(SilentWorker.made).toHaveLength(1));
  pending.act?.();
  expect(await heard).toMatch(/has not answered for 60 s/);
  expect(pending.ms).toBe(60_000);
  expect(SilentWorker.made[0]?.isEnded).toBe(true);
});
