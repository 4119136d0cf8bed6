// What the log keeps of an error, whoever met it: enough to find the line, nothing that a person typed or was given.
// Messages quote paths, tokens and values, so they stay out.

interface ErrorReport {
  readonly type: string;
  /** The system's or SQLite's code. */
  readonly code?: string;
  readonly stack?: string;
}

export function describeError(error: unknown): ErrorReport {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  // The frames alone: what stands before them is the message, which may take several lines.
  const frames = error.stack?.split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line)) ?? [];
  return { type: error.name, ...code, ...(frames.length === 0 ? {} : { stack: frames.join('\n') }) };
}

/** OP10: every error that is logged as `err` goes through here, whoever logs it. */
export const logSerializers = { err: describeReported };

/** What was described already stays as it is. */
function describeReported(error: unknown): unknown {
  return error instanceof Error ? describeError(error) : error;
}
