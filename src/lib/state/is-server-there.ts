// Asks whether the server answers again, without asking it for anything.

const answerWithinMs = 5_000;

export async function isServerThere(
  send: typeof fetch,
  signal: AbortSignal = AbortSignal.timeout(answerWithinMs),
): Promise<boolean> {
  try {
    return (await send('/healthz', { cache: 'no-store', signal })).ok;
  } catch (error) {
    // fetch tells every network failure, and a timeout, by an exception.
    if (error instanceof Error) return false;
    throw error;
  }
}
