// What SvelteKit's client expects as the data of a page, made on this device instead of by the server. The one place that
// knows that format (devalue's flat list): page-data.test.ts reads it back with the library that SvelteKit reads it with.

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** One entry for each layout and page on the way, from the root on; null where the server has nothing to say. */
export function pageData(nodes: readonly (object | null)[]): string {
  return JSON.stringify({
    type: 'data',
    nodes: nodes.map((node) =>
      node === null ? null : { type: 'data', data: flatten(node as Json), uses: {} },
    ),
  });
}

export function pageRedirect(location: string): string {
  return JSON.stringify({ type: 'redirect', location });
}

/** Each value once, in a list whose first is the whole; parts are named by their place in it. */
function flatten(whole: Json): readonly unknown[] {
  const list: unknown[] = [];
  const place = (value: Json): number => {
    const index = list.push(null) - 1;
    list[index] = flat(value, place);
    return index;
  };
  place(whole);
  return list;
}

function flat(value: Json, place: (part: Json) => number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part: Json) => place(part));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (part === undefined ? [] : [[key, place(part)]])),
  );
}
