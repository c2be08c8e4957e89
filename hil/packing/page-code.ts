import { type PageBundle, pageBundle } from './page-bundle.ts';
import { PAGE_ENTRIES, type PageName } from './page-entries.ts';

/** Script and style of a page. */
export type PageCode = Pick<PageBundle, 'script' | 'style'>;

/**
 * Bundles the script and style of a page. In a bundle of the program this module holds the result instead (see
 * `page-code-plugin.ts`), so that the program needs no bundler.
 */
export async function pageCode(name: PageName): Promise<PageCode> {
  return pageBundle(PAGE_ENTRIES[name]);
}
