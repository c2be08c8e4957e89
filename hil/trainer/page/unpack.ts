import { inflatedOf } from './base/inflated-element.ts';
import { startTexts } from './texts/start-texts.ts';

/** Id of the element with the script of the page, deflated. The build writes it into the page. */
const SCRIPT_ELEMENT = 'rollerloop-page';

/**
 * Runs the script of the page, which is deflated because text takes most of it. The page's security policy allows it by its
 * hash. A page that cannot start says so: an old browser lacks `DecompressionStream`, and a copy may be damaged.
 */
async function start(): Promise<void> {
  try {
    const inflated = await inflatedOf(document, SCRIPT_ELEMENT);
    if (inflated === undefined) throw new Error('the page has no script');
    const script = document.createElement('script');
    script.textContent = new TextDecoder().decode(inflated);
    document.head.append(script);
  } catch (error) {
    const line = document.createElement('p');
    line.className = 'card trouble';
    line.setAttribute('role', 'alert');
    const language = navigator.language.startsWith('de') ? 'de' : 'en';
    line.lang = language;
    line.textContent = startTexts.noPage(String(error))[language];
    document.body.append(line);
  }
}

void start();
