import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bytesOfDenseText } from '../../../hil/base/dense-text.ts';
import { namesForModel, scenariosNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import { ownRigOf } from '../../../hil/trainer/page/engine/engine-run.ts';
import { describeInBrowser } from '../../browser-page.ts';
import { builtTrainer } from './built-trainer.ts';

/** Fingerprints by the names of scenarios. */
type Fingerprints = Readonly<Record<string, string>>;

async function fingerprintsInNode(): Promise<Fingerprints> {
  const found: [string, string][] = [];
  for (const name of namesForModel()) {
    const scenario = scenariosNamed(name)[0] as Scenario;
    const { fingerprint } = await runScenario(scenario, { rig: ownRigOf(scenario), invariants: [] });
    found.push([name, fingerprint]);
  }
  return Object.fromEntries(found);
}

/** Returns the script of the engine in a page. */
function engineIn(html: string): string {
  const [, text = ''] = /id="rollerloop-engine">([^<]*)</.exec(html) ?? [];
  return inflateSync(bytesOfDenseText(text)).toString();
}

describeInBrowser('the trainer page', (pages) => {
  test('opens from a file without a network, and without an error or a refusal', async () => {
    const { html } = await builtTrainer();
    const page = await pages.open(pages.fileUrl(html), { offline: true });
    await page.waitForSelector('svg');
    await page.waitForFunction(() => document.body.textContent !== '');
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('says why it cannot start: a damaged copy, no script, no Worker', async () => {
    const { html } = await builtTrainer();
    const damaged = html.replace(/(id="rollerloop-page">.{1000}).{9}/, '$1');
    const noWorker = html.replace('worker-src blob:', "worker-src 'none'");
    const [ofDamaged, ofNoScript, ofNoWorker] = await Promise.all([
      pages.open(pages.fileUrl(damaged), { offline: true, locale: 'de-DE' }),
      pages.open(pages.fileUrl(html), { offline: true, javaScriptEnabled: false }),
      pages.open(pages.fileUrl(noWorker), { offline: true, locale: 'de-DE' }),
    ]);
    const damage = ofDamaged.getByRole('alert');
    await damage.waitFor();
    expect(await damage.textContent()).toMatch(/^Der Trainer kann nicht starten: .+Öffnen Sie eine vollständige Kopie/);
    expect(await ofNoScript.locator('body').textContent()).toMatch(
      /needs JavaScript.+Allow scripts.+braucht JavaScript/s,
    );
    const refusal = ofNoWorker.getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.textContent()).toMatch(/Die Seite zeigt keinen Lauf.*Der Simulator dieser Seite/);
    await refusal.getByRole('button', { name: 'Schließen' }).click();
    expect(await ofNoWorker.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });

  test('gives the fingerprint of the command line for every shipped scenario', async () => {
    const { html } = await builtTrainer();
    const page = await pages.open(pages.fileUrl(html), { offline: true });

    const names = namesForModel();
    const script = engineIn(html);
    const inPage = page.evaluate(
      async ({ names, script }) => {
        const worker = new Worker(URL.createObjectURL(new Blob([script])));
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
      },
      { names, script },
    );
    // Both run every scenario, each on a core of its own.
    const [found, expected] = await Promise.all([inPage, fingerprintsInNode()]);
    expect(found).toEqual(expected);
    expect(pages.faultsOf(page)).toEqual([]);
  });
});
