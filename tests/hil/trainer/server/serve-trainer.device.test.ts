import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type ServedTrainer, serveTrainer } from '../../../../hil/trainer/server/serve-trainer.ts';
import { CommandLine, rollerloop } from '../../commands/command-line.ts';
import { framed } from '../../commands/stranger.ts';
import { ServerPage } from './server-page.ts';

const html = '<!doctype html><title>Rollerloop trainer</title>';

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

/** Asks by HTTP with headers that a browser would set by itself. */
function asked(
  url: string,
  options: { readonly path?: string; readonly method?: string; readonly host?: string } = {},
) {
  const { hostname, port, host } = new URL(url);
  const { path = '/', method = 'GET' } = options;
  return new Promise<Answer>((resolve, reject) => {
    const asking = request({ hostname, port, path, method, headers: { host: options.host ?? host } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    asking.once('error', reject).end();
  });
}

describe('a served trainer with a rig', () => {
  let served: ServedTrainer;
  beforeAll(async () => {
    served = await serveTrainer({ html, rig: 'loopback', port: 0 });
  });
  afterAll(() => served.close());

  test('gives its page alone, and to this machine alone', async () => {
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{32}$/);
    expect(await asked(served.url)).toEqual({ status: 200, text: html });
    expect((await asked(served.url, { path: '/package.json' })).status).toBe(404);
    expect((await asked(served.url, { method: 'POST' })).status).toBe(405);
    expect(await asked(served.url, { host: 'rebound.example:80' })).toMatchObject({
      status: 403,
      text: expect.stringContaining('"rebound.example:80"'),
    });
  });

  test.each([
    ['without a token', { token: '' }, 401],
    ['with a wrong token', { token: '0'.repeat(32) }, 401],
    ['from another origin', { origin: 'http://evil.example' }, 403],
    ['from a page of a file', { origin: 'null' }, 403],
    ['for another host', { host: 'rebound.example' }, 403],
    ['for another path', { path: '/other' }, 404],
  ])('refuses a page %s', async (_title, options, status) => {
    await expect(ServerPage.open(served.url, options)).rejects.toThrow(`refused: ${status}`);
  });

  test('passes the bytes of the rig to the first page, and its texts to the others', async () => {
    const driver = await ServerPage.open(served.url);
    const watcher = await ServerPage.open(served.url);
    expect(driver.texts[0]).toContain('"driver"');
    expect(watcher.texts[0]).toContain('"watcher"');
    driver.send(Buffer.from(framed('>00.01 STAT')));
    await driver.said(/<00\.01 ok/);
    driver.send('{"kind":"play"}');
    await watcher.said(/"play"/);
    const later = await ServerPage.open(served.url);
    await later.said(/"play"/);
    expect(watcher.bytes).toBe('');
    watcher.send(Buffer.from(framed('>00.02 STAT')));
    expect(await watcher.ended()).toEqual({ code: 1008, reason: 'Only the page that drives the rig may send.' });
    await driver.close();
    await later.said(/"driver left"/);
    const next = await ServerPage.open(served.url);
    expect(next.texts[0]).toContain('"driver"');
    await later.close();
    await next.close();
  });

  test('ends a page with a message that is too large, or too many', async () => {
    const long = await ServerPage.open(served.url);
    long.send(Buffer.alloc(1025));
    expect(await long.ended()).toMatchObject({ code: 1009, reason: expect.stringContaining('1025 bytes') });
    const longer = await ServerPage.open(served.url);
    longer.send(' '.repeat(262_145));
    expect((await longer.ended()).code).toBe(1009);
    const many = await ServerPage.open(served.url);
    for (let count = 0; count < 5000; count += 1) many.send('{}');
    expect(await many.ended()).toEqual({ code: 1008, reason: 'Too many messages; allowed: 200 a second.' });
  });

  test('stops the motor when the page that drives has gone, and takes the next one', async () => {
    const gone = await ServerPage.open(served.url);
    expect(gone.texts[0]).toContain('"driver"');
    await gone.close();
    const next = await ServerPage.open(served.url);
    expect(next.texts[0]).toContain('"driver"');
    await next.said(/STOPPED cause=bytes/);
    await next.close();
  });

  test('says that a port is taken, in words', async () => {
    const port = Number(new URL(served.url).port);
    await expect(serveTrainer({ html, port })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: `Cannot serve on port "${port}": another program uses it.`,
    });
  });
});

describe('the command `trainer`', () => {
  // The program of these tests is a package without the page, which takes seconds to build.
  beforeAll(() => writeFileSync(join(dirname(inject('program')), '../dist/trainer.html'), html));

  test('serves the page until Ctrl-C, and ends its pages with a reason', async () => {
    let said = '';
    const trainer = new CommandLine('trainer', '--rig', 'loopback');
    trainer.process.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
    await trainer.says(/later ones watch/);
    const url = /http:\S+/.exec(said)?.[0] ?? '';
    expect((await asked(url)).text).toContain('<title>Rollerloop trainer</title>');
    const page = await ServerPage.open(url);
    trainer.interrupt();
    expect(await page.ended()).toEqual({ code: 1001, reason: 'The server has ended.' });
    expect(await trainer.ended()).toMatchObject({ status: 0, stderr: '' });
  });

  test('serves the page alone without a rig', async () => {
    const served = await serveTrainer({ html, port: 0 });
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    await expect(ServerPage.open(served.url)).rejects.toThrow();
    await served.close();
  });

  test('refuses a rig that it does not know, and a port out of range', async () => {
    expect(await rollerloop('trainer', '--rig', 'loopbak')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('"loopbak"'),
    });
    expect(await rollerloop('trainer', '--port', '70000')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('65535'),
    });
  });
});
