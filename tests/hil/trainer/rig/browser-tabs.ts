import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { within } from '../../../../hil/base/wall-clock.ts';
import { CHROMIUM } from '../../../browser-server.ts';
import { bound } from '../../commands/bound-child.ts';

const SAID_MS_MAX = 60_000;
const OPTIONS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0'];

interface Answer {
  readonly id?: number;
  /** Name of an event, which answers nothing. */
  readonly method?: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/**
 * Chromium with tabs of one window, driven by its own protocol. A tab behind another one is hidden as for a user: it gets no
 * frames, and its timers fire once a second. Playwright keeps all its pages in front, so it cannot hide one.
 */
export class BrowserTabs {
  readonly #process: ChildProcess;
  readonly #socket: WebSocket;
  readonly #folder: string;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #onCrashed: () => void = () => {};
  #askedCount = 0;

  private constructor(process: ChildProcess, socket: WebSocket, folder: string) {
    this.#process = process;
    this.#socket = socket;
    this.#folder = folder;
    socket.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString('utf8')) as Answer;
      if (answer.method === 'Inspector.targetCrashed') this.#onCrashed();
      else this.#waiting.get(answer.id ?? 0)?.(answer);
    });
  }

  static async open(): Promise<BrowserTabs> {
    const folder = mkdtempSync(join(tmpdir(), 'rollerloop-tabs-'));
    const process = bound(
      spawn(CHROMIUM, [...OPTIONS, `--user-data-dir=${folder}`], { stdio: ['ignore', 'ignore', 'pipe'] }),
    );
    const address = new Promise<string>((resolve) => {
      let said = '';
      process.stderr.on('data', (piece: Buffer) => {
        said += piece.toString();
        const [found] = /ws:\/\/\S+/.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    const socket = new WebSocket(await within(address, SAID_MS_MAX, 'Chromium to print its address'));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new BrowserTabs(process, socket, folder);
  }

  /** Opens a tab in front of the others. */
  async tab(url: string): Promise<BrowserTab> {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    await this.send('Page.navigate', { url }, String(sessionId));
    const tab = new BrowserTab(this, String(targetId), String(sessionId));
    await tab.bringToFront();
    return tab;
  }

  /** Ends the process of a tab. Such a process gives no answer. */
  async crash(sessionId: string): Promise<void> {
    const crashed = new Promise<void>((resolve) => {
      this.#onCrashed = resolve;
    });
    this.#socket.send(JSON.stringify({ id: 0, method: 'Page.crash', sessionId }));
    await within(crashed, SAID_MS_MAX, 'Chromium to report the crash');
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#process.once('close', resolve));
    await this.send('Browser.close');
    await closed;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async send(method: string, params: object = {}, sessionId?: string): Promise<Readonly<Record<string, unknown>>> {
    this.#askedCount += 1;
    const id = this.#askedCount;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    const { result, error } = await within(answered, SAID_MS_MAX, `Chromium to answer ${method}`);
    this.#waiting.delete(id);
    if (result === undefined) throw new Error(`${method}: ${error?.message}`);
    return result;
  }
}

/** A tab. It is hidden while another one is in front. */
export class BrowserTab {
  readonly #tabs: BrowserTabs;
  readonly #targetId: string;
  readonly #sessionId: string;

  constructor(tabs: BrowserTabs, targetId: string, sessionId: string) {
    this.#tabs = tabs;
    this.#targetId = targetId;
    this.#sessionId = sessionId;
  }

  async bringToFront(): Promise<void> {
    await this.#tabs.send('Target.activateTarget', { targetId: this.#targetId });
  }

  /** Freezes a hidden tab with its Workers, as a browser does to save power. */
  async freeze(): Promise<void> {
    await this.#tabs.send('Page.setWebLifecycleState', { state: 'frozen' }, this.#sessionId);
  }

  async thaw(): Promise<void> {
    await this.#tabs.send('Page.setWebLifecycleState', { state: 'active' }, this.#sessionId);
  }

  /** Ends the process of the page, as a lack of memory does, and loads the page into its tab again. */
  async crashAndLoad(url: string): Promise<void> {
    await this.#tabs.send('Inspector.enable', {}, this.#sessionId);
    await this.#tabs.crash(this.#sessionId);
    await this.#tabs.send('Page.navigate', { url }, this.#sessionId);
  }

  /** Evaluates an expression in the page, and waits for its promise. */
  async value(expression: string): Promise<unknown> {
    const params = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.#tabs.send('Runtime.evaluate', params, this.#sessionId);
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { readonly value?: unknown }).value;
  }

  /** Waits until an expression holds before a frame. Only a tab in front gets frames. */
  async until(expression: string): Promise<void> {
    const step = `const look = () => ((${expression}) ? resolve() : requestAnimationFrame(look)); look();`;
    await this.value(`new Promise((resolve) => { ${step} })`);
  }
}
