import { readFileSync } from 'node:fs';
import { HilError } from '../base/hil-error.ts';
import { trainerFile } from '../packing/trainer-file.ts';
import { serveTrainer } from '../trainer/server/serve-trainer.ts';
import { outColour } from './colour.ts';
import { printOut, printWarning } from './print-line.ts';
import { untilInterrupted } from './until-interrupted.ts';

export interface TrainerOptions {
  readonly rig?: string;
  readonly port: number;
}

/** Serves the trainer page on this machine until Ctrl-C, which halts the rig. Returns the exit status. */
export async function trainer({ rig, port }: TrainerOptions): Promise<number> {
  const html = pageText();
  const onGone = ({ message }: HilError): void =>
    printWarning(`${message} The page stays here. When the rig is back, connect to it in the page.`);
  const onBack = (): void => printOut(`The rig ${rig} is back, and a page has connected to it.`);
  await untilInterrupted(
    () => serveTrainer({ html, rig, port, watch: { onGone, onBack } }),
    ({ url }) => {
      printOut(
        `${outColour.bold(url)} is the trainer${rig === undefined ? '' : ` with the rig ${rig}`}. Ctrl-C ends it.`,
      );
      if (rig !== undefined) printOut('The first page that opens this address drives the rig; later ones watch.');
    },
  );
  return 0;
}

function pageText(): string {
  const path = trainerFile();
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new HilError('PAGE_MISSING', 'usage', `The trainer page ${path} cannot be read.`, {
      cause,
      hint: 'Install the package again.',
    });
  }
}
