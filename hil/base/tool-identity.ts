import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { lazily } from './lazily.ts';
import { packagePath } from './package-root.ts';
import { toolVersion } from './tool-version.ts';

const GIT_MS_MAX = 2000;

/** Version of this program. An installed package has no commit, even inside a repository of its user. */
export interface ToolIdentity {
  readonly version: string;
  readonly commit: string | null;
  /** True if the checkout has changes that are not committed; null without a commit. */
  readonly dirty: boolean | null;
}

/**
 * Returns the version and, in a checkout, the commit from git. A process asks git once: what changes in the checkout later
 * is not in the program that runs.
 */
export const toolIdentity = lazily(askedIdentity);

function askedIdentity(): ToolIdentity {
  const version = toolVersion();
  const none = { version, commit: null, dirty: null };
  if (!existsSync(packagePath('.git'))) return none;
  try {
    return {
      version,
      commit: git('rev-parse', 'HEAD'),
      dirty: git('--no-optional-locks', 'status', '--porcelain') !== '',
    };
  } catch {
    return none;
  }
}

/** Without optional locks, a `git status` that is killed leaves no lock behind. */
function git(...args: readonly string[]): string {
  // Loading this module takes 3 ms, and an installed package never needs it.
  const { execFileSync } = createRequire(import.meta.url)('node:child_process') as typeof import('node:child_process');
  return execFileSync('git', [...args], {
    cwd: packagePath('.'),
    encoding: 'utf8',
    timeout: GIT_MS_MAX,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}
