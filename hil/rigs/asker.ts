import type { Link } from '../../protocol/link.ts';
import type { RigVocabulary, ShaftReport } from '../../protocol/rig-vocabulary.ts';
import type { ArgsOf, ReplyOf, VerbOf } from '../../protocol/vocabulary.ts';
import type { HilError } from '../hil-error.ts';
import { requestFailure } from './link-failure.ts';

/** Requests whose refusal ends the run: the first failure is kept, and nothing is asked after it. */
export class Asker {
  readonly #link: Link<RigVocabulary>;
  #failure: HilError | undefined;

  constructor(link: Link<RigVocabulary>) {
    this.#link = link;
  }

  get failure(): HilError | undefined {
    return this.#failure;
  }

  fail(failure: HilError): void {
    this.#failure ??= failure;
  }

  ask<K extends VerbOf<RigVocabulary>>(
    verb: K,
    args: ArgsOf<RigVocabulary, K>,
    then: (reply: ReplyOf<RigVocabulary, K>, report: ShaftReport) => void,
  ): void {
    if (this.#failure !== undefined) return;
    this.#link.request(verb, args, (result) => {
      if (result.ok) then(result.reply, result.report);
      else this.fail(requestFailure(verb, result, this.#link.lastLines));
    });
  }
}
