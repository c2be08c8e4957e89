import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { openPortLine } from '../../../../hil/rigs/lines/port-line.ts';
import { CommandLine } from '../../commands/command-line.ts';
import { serveBoard } from '../../commands/served-board.ts';
import { framed } from '../../commands/stranger.ts';
import { ServerPage } from './server-page.ts';

const STOP_BYTES = '\x18\x18';

// The program of these tests is a package without the page, which takes seconds to build.
beforeAll(() => writeFileSync(join(dirname(inject('program')), '../dist/trainer.html'), '<!doctype html>'));

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops a turning motor at a port on %s', async (signal) => {
  const { port, board } = await serveBoard();
  let said = '';
  const trainer = new CommandLine('trainer', '--rig', port.path);
  trainer.process.stdout.on('data', (piece: Buffer) => {
    said += piece.toString();
  });
  try {
    await trainer.says(/later ones watch/);
    const url = /http:\S+/.exec(said)?.[0] ?? '';
    const page = await ServerPage.open(url);
    page.send(Buffer.from(framed('>A3.00 HELLO v=1 t=ED12C908')));
    await page.said(/<A3\.00 ok/);
    page.send(Buffer.from(framed('>A3.01 MOVE from=0 to=30000 ms=60000')));
    await page.said(/<A3\.01 ok/);
    expect(port.heard).not.toContain(STOP_BYTES);

    trainer.process.kill(signal);
    await port.sees(/STOPPED cause=bytes/);
    expect(port.heard).toContain(STOP_BYTES);
    expect(board.counterSteps).toBeLessThan(30_000);
    expect(board.outputs).toMatchObject({ moving: false, energised: false, stallMode: 'none', stopCause: 'bytes' });
    expect(await page.ended()).toMatchObject({ reason: 'The server has ended.' });
    expect(await trainer.ended()).toMatchObject({ status: 0, stderr: '' });
    // Nothing listens any more, and the port of the rig is free for the next program.
    await expect(ServerPage.open(url)).rejects.toThrow('ECONNREFUSED');
    const later = await openPortLine(port.path, { seed: 1 });
    await later.close();
  } finally {
    trainer.process.kill('SIGKILL');
    await port.close();
  }
});
