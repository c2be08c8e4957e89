import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { portTurn, TURNS_FOLDER } from '../../../hil/vitest/port-turn.ts';

test('tests on one port take turns, and a wait for a turn has a bound', async () => {
  const port = `/dev/no-such-port-${process.pid}`;
  const first = await portTurn(port);
  await expect(portTurn(port, 100_000)).rejects.toThrow(
    `Waited 0.1 s for the port "${port}"; a test of process ${process.pid} uses it.`,
  );
  const order: string[] = [];
  const second = portTurn(port).then((turn) => {
    order.push('second begins');
    turn.end();
  });
  order.push('first ends');
  first.end();
  await second;
  expect(order).toEqual(['first ends', 'second begins']);
});

test('the turn of an ended process is ignored', async () => {
  const port = `/dev/left-port-${process.pid}`;
  (await portTurn(port)).end();
  writeFileSync(join(TURNS_FOLDER, port.replace(/[^\w.-]+/g, '_')), '999999999');
  const turn = await portTurn(port, 1_000_000);
  turn.end();
});
