import pc from 'picocolors';

/**
 * Returns functions that colour text on a terminal or if FORCE_COLOR is set, and leave it plain otherwise. The CI
 * variable has no effect.
 */
function coloursFor(stream: NodeJS.WriteStream): ReturnType<typeof pc.createColors> {
  return pc.createColors(pc.isColorSupported && (stream.isTTY === true || process.env.FORCE_COLOR !== undefined));
}

export const outColour = coloursFor(process.stdout);
export const errColour = coloursFor(process.stderr);
