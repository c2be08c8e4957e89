import { serveRig } from '../serve/serve-rig.ts';
import { outColour } from './colour.ts';
import { printOut } from './print-line.ts';
import { untilInterrupted } from './until-interrupted.ts';

export interface RigServeOptions {
  readonly link: string;
  readonly unit: number;
  /** Engines of a served rig: `virtual` is the rig in TypeScript, `emulated` is the sketch on an emulated board. */
  readonly engine: string;
}

/** Serves a rig on a port, at wall speed, until Ctrl-C. Any program can open the port. Returns the exit status. */
export async function rigServe(options: RigServeOptions): Promise<number> {
  await untilInterrupted(
    () => serveRig(options),
    ({ path }) => printOut(`${outColour.bold(options.link)} is a rig (${path}). Ctrl-C ends it.`),
  );
  return 0;
}
