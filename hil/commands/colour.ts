import pc from 'picocolors';

/** Colours for a terminal, or where somebody asks for them by FORCE_COLOR; a CI variable alone puts none into a file. */
function coloursFor(stream: NodeJS.WriteStream): ReturnType<typeof pc.createColors> {
  return pc.createColors(pc.isColorSupported && (stream.isTTY === true || process.env.FORCE_COLOR !== undefined));
}

export const outColour = coloursFor(process.stdout);
export const errColour = coloursFor(process.stderr);
