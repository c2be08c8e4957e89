import type { Link } from '../../protocol/host/link.ts';
import type { RigVocabulary, ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import type { ArgsOf, ReplyOf, VerbOf } from '../../protocol/tables/vocabulary.ts';
import type { HilError } from '../base/hil-error.ts';
import {
  afterPause,
  boardRestarted,
  type FailedRequest,
  type LinkState,
  requestFailure,
  rigStopped,
} from './link-failure.ts';

/** Sends requests. A refusal ends the run: the first failure is kept and nothing is sent after it. */
export class RigRequests {
  readonly #link: Link<RigVocabulary>;
  /** Length of the latest pause of this program. */
  readonly #pauseUs: () => number;
  #failure: HilError | undefined;

  constructor(link: Link<RigVocabulary>, pauseUs: () => number = () => 0) {
    this.#link = link;
    this.#pauseUs = pauseUs;
  }

  get failure(): HilError | undefined {
    return this.#failure;
  }

  fail(failure: HilError): void {
    this.#failure ??= afterPause(failure, this.#pauseUs());
  }

  send<K extends VerbOf<RigVocabulary>>(
    verb: K,
    args: ArgsOf<RigVocabulary, K>,
    then: (reply: ReplyOf<RigVocabulary, K>, report: ShaftReport) => void,
  ): void {
    if (this.#failure !== undefined) return;
    this.#link.request(verb, args, (result) => {
      if (result.ok) then(result.reply, result.report);
      else this.fail(this.#requestFailure(verb, result));
    });
  }

  /** Records that the rig stopped of its own accord. */
  stopped(cause: string): void {
    this.fail(rigStopped(cause, this.#about()));
  }

  restarted(): void {
    this.fail(boardRestarted(this.#about()));
  }

  #requestFailure(verb: string, result: FailedRequest): HilError {
    return requestFailure(verb, result, this.#about());
  }

  #about(): LinkState {
    return { lastLines: this.#link.lastLines, counters: this.#link.counters, pauseUs: this.#pauseUs() };
  }
}
