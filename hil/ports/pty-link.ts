import { lstat, readlink, stat, symlink, unlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import type { Pty } from './pty.ts';

/** Names of pseudo terminals on Linux and macOS. This program makes no link to any other target. */
const PTY_DEVICE = /^\/dev\/(pts\/|ttys)\d+$/;

/**
 * Gives a served pseudo terminal a stable name. It replaces only a stale link, left by a rig that was killed.
 * Rejects with `HilError` (usage): LINK_TAKEN, LINK_FAILED.
 */
export async function linkPty(pty: Pick<Pty, 'path'>, linkPath: string): Promise<{ unlink(): Promise<void> }> {
  const link = resolve(linkPath);
  try {
    await makeLink(pty.path, link);
  } catch (error) {
    throw error instanceof HilError ? error : linkFailed(linkPath, error);
  }
  return { unlink: () => removeLink(pty.path, link) };
}

async function makeLink(device: string, link: string): Promise<void> {
  try {
    await symlink(device, link);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    await refuseUnlessStale(device, link);
    await unlink(link);
    await symlink(device, link);
  }
}

/** Throws unless `link` is stale. A link to the new device itself is stale too, because device numbers are reused. */
async function refuseUnlessStale(device: string, link: string): Promise<void> {
  if (!(await lstat(link)).isSymbolicLink()) throw taken(link, 'a file or folder that is not a link');
  const target = await readlink(link);
  if (!PTY_DEVICE.test(target)) throw taken(link, `a link to ${target}, not made by this program`);
  if (target !== device && (await exists(target))) throw taken(link, `a link to ${target}, which is in use`);
}

async function removeLink(device: string, link: string): Promise<void> {
  const target = await readlink(link).catch(() => undefined);
  if (target === device) await unlink(link);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function taken(link: string, what: string): HilError {
  return new HilError('LINK_TAKEN', 'usage', `Cannot create the link ${link}: the name is taken by ${what}.`, {
    hint: 'Choose another name, or remove it if no rig is served there.',
  });
}

function linkFailed(linkPath: string, cause: unknown): HilError {
  const why = codeOf(cause) === 'ENOENT' ? 'its folder does not exist' : (cause as Error).message;
  return new HilError('LINK_FAILED', 'usage', `Cannot create the link ${linkPath}: ${why}.`, { cause });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
