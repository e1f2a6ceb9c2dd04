/**
 * A stream read ahead of whoever takes its pieces, from now on: where it breaks, all that has come is given out before its error is thrown.
 * (The body of a `fetch` that breaks forgets what nobody has taken yet.) To be stopped at its source.
 * @param limitBytes with so much taken by nobody, it reads on only when some is taken
 */
export function readAhead(source: AsyncIterable<Uint8Array>, limitBytes = 1 << 20): AsyncIterable<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let end: { readonly error?: unknown } | undefined;
  let hasCome = (): void => {};
  let hasRoom = (): void => {};

  void (async () => {
    try {
      for await (const piece of source) {
        pieces.push(piece);
        bytes += piece.length;
        hasCome();
        if (bytes >= limitBytes) await new Promise<void>((resolve) => (hasRoom = resolve));
      }
      end = {};
    } catch (error) {
      end = { error };
    }
    hasCome();
  })();

  return (async function* () {
    for (;;) {
      const piece = pieces.shift();
      if (piece !== undefined) {
        bytes -= piece.length;
        if (bytes < limitBytes) hasRoom();
        yield piece;
        continue;
      }
      if (end === undefined) await new Promise<void>((resolve) => (hasCome = resolve));
      else if ('error' in end) throw end.error;
      else return;
    }
  })();
}
