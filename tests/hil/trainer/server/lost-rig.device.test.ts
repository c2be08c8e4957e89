import { mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { serveTrainer } from '../../../../hil/trainer/server/serve-trainer.ts';
import { CommandLine } from '../../commands/command-line.ts';
import { type ServedPort, serveBoard } from '../../commands/served-board.ts';
import { framed } from '../../commands/stranger.ts';
import { ServerPage } from './server-page.ts';

const STOP_BYTES = '\x18\x18';

describe('a rig that goes and comes back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-lost-'));
  const link = join(folder, 'rig');
  afterAll(() => rmSync(folder, { recursive: true }));
  // The program of these tests is a package without the page, which takes seconds to build.
  beforeAll(() => writeFileSync(join(dirname(inject('program')), '../dist/trainer.html'), '<!doctype html>'));

  let present: ServedPort;
  /** Connects a board to the port of the rig. */
  const plugIn = async (): Promise<void> => {
    present = (await serveBoard()).port;
    symlinkSync(present.path, link);
  };
  const unplug = async (): Promise<void> => {
    unlinkSync(link);
    await present.close();
  };
  beforeEach(plugIn);
  afterEach(() => unplug().catch(() => undefined));

  test('leaves the server running, which takes it again for the page that asks first', async () => {
    const said: string[] = [];
    const watch = { onGone: ({ code }: { readonly code: string }) => said.push(code), onBack: () => said.push('back') };
    const served = await serveTrainer({ html: '', rig: link, port: 0, watch });
    try {
      const driver = await ServerPage.open(served.url);
      const watcher = await ServerPage.open(served.url);
      driver.send(Buffer.from(framed('>00.01 STAT')));
      await driver.said(/<00\.01 ok/);

      await unplug();
      for (const page of [driver, watcher]) {
        await page.said(/"rig gone","why":"The port \S+ is gone: it was unplugged, or its rig has ended\."/);
        expect(await page.ended()).toEqual({ code: 1011, reason: 'The rig has gone.' });
      }
      expect(said).toEqual(['PORT_GONE']);
      const early = await ServerPage.open(served.url, { until: /"rig gone"/ });
      expect(early.texts).toEqual([JSON.stringify({ kind: 'rig gone', why: `The port ${link} does not exist.` })]);
      expect(await early.ended()).toMatchObject({ code: 1011 });
      expect(said).toEqual(['PORT_GONE']);

      await plugIn();
      expect(present.heard).toBe('');
      const [first, second] = await Promise.all([ServerPage.open(served.url), ServerPage.open(served.url)]);
      expect([first, second].map(({ texts }) => /driver|watcher/.exec(texts[0] ?? '')?.[0]).sort()).toEqual([
        'driver',
        'watcher',
      ]);
      expect(said).toEqual(['PORT_GONE', 'back']);
      await present.sees(/STOPPED cause=bytes/);
      expect(present.heard.trim()).toBe(STOP_BYTES);
      const next = first.texts[0]?.includes('driver') ? first : second;
      next.send(Buffer.from(framed('>00.01 STAT')));
      await next.said(/<00\.01 ok/);
    } finally {
      await served.close();
    }
  });

  test('is reported in the terminal of the program, which ends at Ctrl-C alone', async () => {
    const own = join(folder, 'served');
    const rig = await servedRig(own);
    let said = '';
    const trainer = new CommandLine('trainer', '--rig', own);
    trainer.process.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
    await trainer.says(/later ones watch/);
    const url = /http:\S+/.exec(said)?.[0] ?? '';
    const page = await ServerPage.open(url);
    rig.interrupt();
    await page.ended();
    await rig.ended();
    const again = await servedRig(own);
    await ServerPage.open(url);
    await trainer.says(/is\s+back/);
    trainer.interrupt();
    const { status, stdout, stderr } = await trainer.ended();
    again.interrupt();
    await again.ended();
    expect(status).toBe(0);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(
      /^warning: The port \S+ is gone: .+ The page stays here\. When the rig is back, connect to it in the page\. $/,
    );
    expect(stdout.replace(/\s+/g, ' ')).toContain(`The rig ${own} is back, and a page has connected to it.`);
  });
});

/** Starts a rig in a process of its own: a child would inherit a port of this one and keep it open. */
async function servedRig(link: string): Promise<CommandLine> {
  const rig = new CommandLine('rig', 'serve', '--link', link);
  await rig.says(/Ctrl-C/);
  return rig;
}
