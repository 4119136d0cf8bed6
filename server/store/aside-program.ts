// What the programs beside the server have in common, and how one of them tells what it failed of. They end when the server
// does, however that ends, and not by signals to its group: whoever stops the server by Ctrl+C stops the server alone, and it
// stops them.

interface Complaint {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
}

/** To be called once, before the task. */
export function beginAside(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  // Nothing is ever written there: it ends with the process that started this one.
  process.stdin.on('close', () => process.exit(1));
  process.stdin.resume();
  process.on('uncaughtException', (error: Error & { readonly code?: unknown }) => {
    const { name, message, code, stack } = error;
    const complaint: Complaint = {
      name,
      message,
      ...(typeof code === 'string' ? { code } : {}),
      ...(stack === undefined ? {} : { stack }),
    };
    process.stderr.write(JSON.stringify(complaint), () => process.exit(1));
  });
}

/** Ends the program with its answer. */
export function answerAside(...pieces: readonly (string | Uint8Array)[]): void {
  const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
  process.stdout.write(bytes, () => process.exit(0));
}

/** The error of the program as if it had been thrown here; `end` is its code where it could not say one. */
export function failureOf(program: string, printed: string, end: string): Error {
  const complaint = parseComplaint(printed);
  const error = new Error(`${program}: ${complaint?.message ?? printed}`);
  error.name = complaint?.name ?? 'AsideError';
  if (complaint?.stack !== undefined) error.stack = complaint.stack;
  return Object.assign(error, { code: complaint?.code ?? end });
}

function parseComplaint(printed: string): Complaint | null {
  try {
    return JSON.parse(printed) as Complaint;
  } catch {
    // Killed, or Node's own words: then the end says more.
    return null;
  }
}
