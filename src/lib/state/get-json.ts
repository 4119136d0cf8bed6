// Asks the server for something it knows. Null without a connection, when it refuses, or when the answer is none.

/** `Value` is what the route gives (docs/api.md). */
export async function getJson<Value>(path: string, send: typeof fetch): Promise<Value | null> {
  try {
    const response = await send(path, { credentials: 'same-origin' });
    const answer = (await response.json()) as Partial<{ ok: boolean; value: Value }>;
    return answer.ok === true ? (answer.value ?? null) : null;
  } catch (error) {
    // fetch tells every network failure, and a body that is no JSON, by an exception.
    if (error instanceof Error) return null;
    throw error;
  }
}
