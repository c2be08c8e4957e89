/** Token with which the page shows the server that its address came from there. */
const TOKEN = /^#token=([0-9a-f]{32})$/;
/** Begin of an address that was to have a token. */
const TOKEN_START = '#token';
/** Name under which the tab keeps the token, so that a reload of the page finds its rig again. */
const KEY = 'rollerloop trainer token';

/** Parts of the browser that hold the token. */
export interface TokenPlaces {
  readonly location: Pick<Location, 'hash' | 'pathname'>;
  readonly history: Pick<History, 'replaceState'>;
  /** Returns the storage of this tab. Throws in a browser that refuses storage. */
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem'>;
}

export type PageToken =
  | { readonly kind: 'token'; readonly token: string }
  /** The address has a token that was cut or changed. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'none' };

/**
 * Takes the token out of the page's address, so that no link and no screenshot holds it. The tab keeps it for a reload: other
 * tabs and other servers cannot read it, and it ends with the tab. Without storage a reload needs the printed address again.
 */
export function takenToken({ location, history, storage }: TokenPlaces): PageToken {
  if (!location.hash.startsWith(TOKEN_START)) {
    const token = orUndefined(() => storage().getItem(KEY));
    return token == null ? { kind: 'none' } : { kind: 'token', token };
  }
  const [, token] = TOKEN.exec(location.hash) ?? [];
  history.replaceState(null, '', location.pathname);
  if (token === undefined) return { kind: 'wrong' };
  orUndefined(() => storage().setItem(KEY, token));
  return { kind: 'token', token };
}

/** Returns the result of an access to storage; undefined if the browser refuses it. */
function orUndefined<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
