// The grid, the session and the engine live in the browser alone.
export const ssr = false;
