import type { Plugin } from 'esbuild';
import { packagePath } from '../base/package-root.ts';
import { pageBundle } from './page-bundle.ts';
import { PAGE_ENTRIES } from './page-entries.ts';

/** Module that bundles a page whenever it is asked for one. */
const MODULE = 'hil/packing/page-code.ts';

/**
 * Replaces the module that bundles pages by one that holds their code. `plugins` also read the sources of the pages, and
 * `inputs` receives their paths.
 */
export function withPageCode(plugins: readonly Plugin[], inputs: Set<string>): Plugin {
  return {
    name: 'page-code',
    setup(build) {
      build.onLoad({ filter: /[\\/]page-code\.ts$/ }, async ({ path }) => {
        if (path !== packagePath(MODULE)) return undefined;
        const codes = await Promise.all(Object.values(PAGE_ENTRIES).map((entry) => pageBundle(entry, plugins)));
        for (const input of [MODULE, ...codes.flatMap((code) => code.inputs)]) inputs.add(input);
        const texts = Object.keys(PAGE_ENTRIES).map((name, index) => {
          const { script, style } = codes[index] ?? {};
          return `${name}: ${JSON.stringify({ script, style })}`;
        });
        const contents = `const codes = { ${texts.join(', ')} };\nexport async function pageCode(name) { return codes[name]; }\n`;
        return { contents, loader: 'js' };
      });
    },
  };
}
