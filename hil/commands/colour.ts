import pc from 'picocolors';

/** Returns colours for a terminal, or if FORCE_COLOR is set. A CI variable alone adds no colours to a file. */
function coloursFor(stream: NodeJS.WriteStream): ReturnType<typeof pc.createColors> {
  return pc.createColors(pc.isColorSupported && (stream.isTTY === true || process.env.FORCE_COLOR !== undefined));
}

export const outColour = coloursFor(process.stdout);
export const errColour = coloursFor(process.stderr);
