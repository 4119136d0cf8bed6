// Reads JSON that anybody may have written: what is none is null. The shape is for the caller to check.

export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
