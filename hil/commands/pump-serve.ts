import type { Pty } from '../ports/pty.ts';
import { pumpNamed } from '../pump-file/pump-named.ts';
import { outColour } from './colour.ts';
import { printOut } from './print-line.ts';
import { servePort } from './serve-port.ts';
import { ServedPump } from './served-pump.ts';

export interface PumpServeOptions {
  readonly link: string;
  readonly pump: string;
  readonly speed: number;
  readonly seed: number;
}

/** Serves a pump behind a port that any programmer can open, until Ctrl-C. Returns the exit status. */
export async function pumpServe(options: PumpServeOptions): Promise<number> {
  const product = await pumpNamed(options.pump);
  await servePort(options.link, async (pty, signal) => {
    const pump = new ServedPump({ ...options, product, send: (bytes) => pty.write(bytes) });
    pty.onBytes = (bytes) => pump.receive(bytes);
    signal.addEventListener('abort', () => pump.wake(), { once: true });
    printOut(greeting(product.title, pty, options));
    try {
      const wasInterrupted = await pump.run(signal);
      if (!wasInterrupted) printOut('The pump has run for 60 years, the longest time that it can be served.');
    } finally {
      pump.close();
    }
  });
  return 0;
}

function greeting(title: string, pty: Pty, { link, speed, seed }: PumpServeOptions): string {
  const pace = speed === 1 ? 'at wall speed' : `at ${speed} times wall speed`;
  return `${outColour.bold(link)} is a ${title} (${pty.path}), stopped and full, seed ${seed}, ${pace}. Ctrl-C ends it.`;
}
