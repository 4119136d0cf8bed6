// French sentences of the area « clipboard ». The source of the keys.

export const clipboard = {};
