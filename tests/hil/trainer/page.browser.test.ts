import { expect, test } from 'vitest';
import { scenarioNames, scenariosNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import { ownRigOf } from '../../../hil/trainer/page/engine/engine-run.ts';
import { describeInBrowser } from '../../browser-page.ts';
import { builtTrainer } from './built-trainer.ts';

/** Fingerprints by the names of scenarios. */
type Fingerprints = Readonly<Record<string, string>>;

async function fingerprintsInNode(): Promise<Fingerprints> {
  const found: [string, string][] = [];
  for (const name of scenarioNames()) {
    const scenario = scenariosNamed(name)[0] as Scenario;
    const { fingerprint } = await runScenario(scenario, { rig: ownRigOf(scenario), invariants: [] });
    found.push([name, fingerprint]);
  }
  return Object.fromEntries(found);
}

describeInBrowser('the trainer page', (pages) => {
  test('opens from a file without a network, and without an error or a refusal', async () => {
    const { html } = await builtTrainer();
    const page = await pages.open(pages.fileUrl(html), { offline: true });
    await page.waitForSelector('svg');
    await page.waitForFunction(() => document.body.textContent !== '');
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('gives the fingerprint of the command line for every shipped scenario', async () => {
    const { html } = await builtTrainer();
    const expected = await fingerprintsInNode();
    const page = await pages.open(pages.fileUrl(html), { offline: true });

    const found = await page.evaluate(async (names) => {
      const text = document.getElementById('rollerloop-engine')?.textContent ?? '';
      const deflated = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate'));
      const url = URL.createObjectURL(new Blob([await new Response(stream).arrayBuffer()]));
      const worker = new Worker(url);
      const prints: Record<string, string> = {};
      await new Promise<void>((resolve, reject) => {
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.onmessage = ({ data: { kind, id, summary, ...rest } }) => {
          if (!['done', 'failed', 'problems'].includes(kind)) return;
          prints[names[id] as string] = summary?.fingerprint ?? JSON.stringify(rest);
          if (Object.keys(prints).length === names.length) resolve();
        };
        for (const [id, name] of names.entries())
          worker.postMessage({ kind: 'run', id, plan: { source: { kind: 'shipped', name }, seed: 1, inputs: [] } });
      });
      return prints;
    }, scenarioNames());

    expect(found).toEqual(expected);
    expect(pages.faultsOf(page)).toEqual([]);
  });
});
