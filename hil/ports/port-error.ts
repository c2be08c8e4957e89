import { realpath, stat } from 'node:fs/promises';
import { HilError } from '../base/hil-error.ts';

/** Known error texts: those of `strerror` in serialport's POSIX binding, and those of its Windows binding. */
const REASONS: readonly { readonly says: RegExp; readonly make: (path: string, cause: unknown) => HilError }[] = [
  { says: /no such file|no such device|file not found/i, make: missing },
  { says: /permission denied/i, make: forbidden },
  { says: /cannot lock port|busy|temporarily unavailable|access denied/i, make: busy },
  {
    says: /inappropriate ioctl|not a typewriter/i,
    make: (path, cause) => notATty(path, 'a device without a line', cause),
  },
];

/**
 * Returns the device behind a path; follows links. Rejects with `HilError` (link) if the path cannot be a serial port.
 */
export async function findDevice(path: string): Promise<string> {
  // On Windows, COM3 is not a file, so it cannot be looked up.
  if (process.platform === 'win32') return path;
  try {
    const device = await realpath(path);
    const found = await stat(device);
    if (!found.isCharacterDevice()) throw notATty(path, found.isDirectory() ? 'a folder' : 'a file');
    return device;
  } catch (error) {
    throw error instanceof HilError ? error : openError(path, error);
  }
}

/** Turns an error from opening `path`, by serialport or the file system, into a `HilError`. */
export function openError(path: string, cause: unknown): HilError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const known = REASONS.find(({ says }) => says.test(text));
  if (known !== undefined) return known.make(path, cause);
  return new HilError('PORT_OPEN_FAILED', 'link', `Cannot open the port ${path}: ${text}.`, { cause });
}

function missing(path: string, cause: unknown): HilError {
  return new HilError('PORT_MISSING', 'link', `The port ${path} does not exist.`, {
    hint: 'Plug the board in, or find its name with `ls /dev/tty*`. A link made by `rig serve` exists only while its rig is served.',
    cause,
  });
}

function forbidden(path: string, cause: unknown): HilError {
  return new HilError('PORT_FORBIDDEN', 'link', `Cannot open the port ${path}: permission denied.`, {
    hint: 'Join the group that owns it, mostly `dialout` (`sudo usermod -aG dialout $USER`), and log in again.',
    cause,
  });
}

function busy(path: string, cause: unknown): HilError {
  return new HilError('PORT_BUSY', 'link', `The port ${path} is busy: another program holds it.`, {
    hint: `Close that program (a serial monitor, another run); \`fuser ${path}\` names it.`,
    cause,
  });
}

function notATty(path: string, found: string, cause?: unknown): HilError {
  return new HilError('PORT_NOT_TTY', 'link', `${path} is ${found}, not a serial port.`, {
    hint: 'Give the path of a serial device such as `/dev/ttyACM0`, or a link made by `rig serve`.',
    cause,
  });
}
