/** Token with which the page shows the server that its address came from there. */
const TOKEN = /^#token=([0-9a-f]{32})$/;

/** Takes the token out of the page's address, so that no link and no screenshot holds it. */
export function takenToken(location: Location, history: History): string | undefined {
  const [, token] = TOKEN.exec(location.hash) ?? [];
  if (token !== undefined) history.replaceState(null, '', location.pathname);
  return token;
}
