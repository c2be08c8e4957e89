import { type ServedPumpPort, servePump } from '../serve/serve-pump.ts';
import { outColour } from './colour.ts';
import { printOut } from './print-line.ts';
import { untilInterrupted } from './until-interrupted.ts';

export interface PumpServeOptions {
  readonly link: string;
  readonly pump: string;
  readonly speed: number;
  readonly seed: number;
}

/** Serves a simulated pump on a port until Ctrl-C. Any programmer can open the port. Returns the exit status. */
export async function pumpServe(options: PumpServeOptions): Promise<number> {
  const wasInterrupted = await untilInterrupted(
    () => servePump(options),
    (served) => printOut(greeting(served, options)),
  );
  if (!wasInterrupted) printOut('The pump has run for 60 years, the longest time that it can be served.');
  return 0;
}

function greeting({ title, path }: ServedPumpPort, { link, speed, seed }: PumpServeOptions): string {
  const pace = speed === 1 ? 'at wall speed' : `at ${speed} times wall speed`;
  return `${outColour.bold(link)} is a ${title} (${path}), stopped and full, seed ${seed}, ${pace}. Ctrl-C ends it.`;
}
